import { holdReasons, isHoldReason, isSkipReason, skipReasons } from "@/server/orders/words";

export const holdTitle = (reason: string | null): string =>
  reason && isHoldReason(reason) ? holdReasons[reason].title : "It waits for a person";

export const holdAction = (reason: string | null): string =>
  reason && isHoldReason(reason) ? holdReasons[reason].action : "Look at it, then retry or dismiss";

export const skipTitle = (reason: string | null): string =>
  reason && isSkipReason(reason) ? skipReasons[reason] : "It is not imported";

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** Etsy's country is two letters; whatever else is stored is shown as it is. */
const countryName = (code: string): string =>
  /^[A-Z]{2}$/i.test(code) ? (countryNames.of(code.toUpperCase()) ?? code) : code;

/** What is wrong in particular, as the list of held orders names it, in a sentence of its reason. */
export function causeWords(reason: string, words: string): string {
  switch (reason) {
    case "address_incomplete":
      return `Missing: ${words}.`;
    case "no_rule":
      return `Goes to: ${countryName(words)}.`;
    case "lines_dropped":
      return `Left out: ${words}.`;
    case "status_unknown":
    case "receipt_canceled":
      return `Etsy says: ${words}.`;
    default:
      return words;
  }
}
