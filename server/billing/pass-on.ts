import { eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { passOnPrice } from "@/db/schema/billing";
import { tiersAt } from "./price-book";
import type { PricedFrom } from "./price-usage";

/** What a customer is charged from a Monday on, in minor units; null: what the organisation pays. */
export type PassOnFrom = { customerId: string; validFrom: string; weeklyPriceMinor: number | null };

/** Every pass-on price that an organisation has set. */
export const passOnPricesOf = (
  organisationId: string,
  queryable: Queryable = db(),
): Promise<PassOnFrom[]> =>
  queryable
    .select({
      customerId: passOnPrice.customerId,
      validFrom: passOnPrice.validFrom,
      weeklyPriceMinor: passOnPrice.weeklyPriceMinor,
    })
    .from(passOnPrice)
    .where(eq(passOnPrice.organisationId, organisationId));

function holdingAt(
  prices: readonly PassOnFrom[],
  customerId: string,
  monday: string,
): PassOnFrom | undefined {
  let latest: PassOnFrom | undefined;
  for (const price of prices)
    if (price.customerId === customerId && price.validFrom <= monday)
      if (!latest || price.validFrom > latest.validFrom) latest = price;
  return latest;
}

/** A customer's own price in the week of a Monday, in minor units; null where it has none. */
export const passOnAt = (
  prices: readonly PassOnFrom[],
  customerId: string,
  monday: string,
): number | null => holdingAt(prices, customerId, monday)?.weeklyPriceMinor ?? null;

/**
 * Whether a customer's own price in the week of a Monday was set for a price list of another currency:
 * its number then counts in a currency that nobody wrote it for.
 */
export function setInOtherCurrency(
  prices: readonly PassOnFrom[],
  book: readonly PricedFrom[],
  customerId: string,
  monday: string,
): boolean {
  const own = holdingAt(prices, customerId, monday);
  const currencyAt = (day: string) => tiersAt(book, day)[0].currency;
  return (
    Boolean(own?.weeklyPriceMinor) && currencyAt(own?.validFrom ?? monday) !== currencyAt(monday)
  );
}
