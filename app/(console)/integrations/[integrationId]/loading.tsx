import { IntegrationSkeleton } from "@/components/integrations/skeletons";

export default IntegrationSkeleton;
