import { WizardSkeleton } from "@/components/integrations/skeletons";

export default WizardSkeleton;
