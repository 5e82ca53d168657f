import type { PricedFrom, PriceTier } from "./price-usage";

/** What an organisation pays that has agreed on nothing else. */
const standard: PriceTier = { fromQuantity: 1, weeklyPriceMinor: 1000, currency: "USD" };

/** The price list of the week that starts on a Monday: the latest that holds by then; never empty. */
export function tiersAt(book: readonly PricedFrom[], monday: string): [PriceTier, ...PriceTier[]] {
  const begun = book.filter(({ validFrom }) => validFrom <= monday);
  const latest = begun
    .map(({ validFrom }) => validFrom)
    .sort()
    .at(-1);
  const [first, ...others] = begun
    .filter(({ validFrom }) => validFrom === latest)
    .sort((a, b) => a.fromQuantity - b.fromQuantity)
    .map(({ validFrom: _, ...tier }) => tier);
  return first ? [first, ...others] : [standard];
}
