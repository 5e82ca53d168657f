import { BillingSkeleton } from "@/components/billing/billing-skeleton";

export default BillingSkeleton;
