import { OrderSkeleton } from "@/components/integrations/skeletons";

export default OrderSkeleton;
