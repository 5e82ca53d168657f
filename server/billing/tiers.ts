import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { priceTier } from "@/db/schema/organisation";
import type { PriceTier } from "./price-usage";

/** What an organisation pays that has agreed on nothing else. */
const standard: PriceTier = { fromQuantity: 1, weeklyPriceMinor: 1000, currency: "USD" };

/** The price list of an organisation, by quantity; never empty. */
export async function tiersOf(organisationId: string): Promise<[PriceTier, ...PriceTier[]]> {
  const [first, ...others] = await db()
    .select({
      fromQuantity: priceTier.fromQuantity,
      weeklyPriceMinor: priceTier.weeklyPriceMinor,
      currency: priceTier.currency,
    })
    .from(priceTier)
    .where(eq(priceTier.organisationId, organisationId))
    .orderBy(asc(priceTier.fromQuantity));
  return first ? [first, ...others] : [standard];
}
