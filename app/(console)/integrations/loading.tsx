import { CustomersSkeleton } from "@/components/integrations/skeletons";

export default CustomersSkeleton;
