import { ordersInWords } from "@/server/orders/words";
import type { RouterOutputs } from "@/server/trpc/types";

type Counts = RouterOutputs["integrations"]["get"]["counts"];

/** What deleting leaves undone, with the numbers of orders where they are known. */
export function leftUndone(counts: Counts | undefined): string {
  if (!counts)
    return "No more orders are pulled, and orders that are still at the warehouse are no longer completed in Etsy.";
  const waiting = counts.received + counts.creating + counts.unknown + counts.held;
  const out = counts.created + counts.dispatched;
  const parts = [
    ...(waiting > 1 ? [`${ordersInWords(waiting)} that wait stay as they are`] : []),
    ...(waiting === 1 ? ["1 order that waits stays as it is"] : []),
    ...(out > 1 ? [`${ordersInWords(out)} at the warehouse are no longer completed in Etsy`] : []),
    ...(out === 1 ? ["1 order at the warehouse is no longer completed in Etsy"] : []),
  ];
  return parts.length === 0
    ? "No more orders are pulled. None is on its way now."
    : `No more orders are pulled, ${parts.join(", and ")}.`;
}
