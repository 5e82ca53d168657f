import { ReconcileSkeleton } from "@/components/billing/billing-skeleton";

export default ReconcileSkeleton;
