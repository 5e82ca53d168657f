import { CustomerSkeleton } from "@/components/integrations/skeletons";

export default CustomerSkeleton;
