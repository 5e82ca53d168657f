import { holdReasons, isHoldReason, isSkipReason, skipReasons } from "@/server/orders/schema";

export const holdTitle = (reason: string | null): string =>
  reason && isHoldReason(reason) ? holdReasons[reason].title : "It waits for a person";

export const holdAction = (reason: string | null): string =>
  reason && isHoldReason(reason) ? holdReasons[reason].action : "Look at it, then retry or dismiss";

export const skipTitle = (reason: string | null): string =>
  reason && isSkipReason(reason) ? skipReasons[reason] : "It is not imported";

/** What is wrong in particular, as the list of held orders names it, in a sentence of its reason. */
export function causeWords(reason: string, words: string): string {
  switch (reason) {
    case "address_incomplete":
      return `Missing: ${words}.`;
    case "lines_dropped":
      return `Left out: ${words}.`;
    case "status_unknown":
    case "receipt_canceled":
      return `Etsy says: ${words}.`;
    default:
      return words;
  }
}
