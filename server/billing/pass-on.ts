import { eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { passOnPrice } from "@/db/schema/billing";

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

/** A customer's own price in the week of a Monday, in minor units; null where it has none. */
export function passOnAt(
  prices: readonly PassOnFrom[],
  customerId: string,
  monday: string,
): number | null {
  let latest: PassOnFrom | undefined;
  for (const price of prices)
    if (price.customerId === customerId && price.validFrom <= monday)
      if (!latest || price.validFrom > latest.validFrom) latest = price;
  return latest?.weeklyPriceMinor ?? null;
}
