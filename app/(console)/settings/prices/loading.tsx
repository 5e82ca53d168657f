import { PriceBookSkeleton } from "@/components/prices/price-book-skeleton";

export default PriceBookSkeleton;
