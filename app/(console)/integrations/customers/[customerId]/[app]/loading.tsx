import { InstancesSkeleton } from "@/components/integrations/skeletons";

export default InstancesSkeleton;
