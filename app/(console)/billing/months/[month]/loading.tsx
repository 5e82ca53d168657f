import { MonthSkeleton } from "@/components/billing/billing-skeleton";

export default MonthSkeleton;
