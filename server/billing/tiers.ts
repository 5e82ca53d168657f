import { asc, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { organisation, priceTier } from "@/db/schema/organisation";
import { tiersAt } from "./price-book";
import type { PricedFrom, PriceTier } from "./price-usage";
import { weekAt } from "./weeks";

/** Every price list that an organisation has had, by the Monday from which it holds. */
export const priceBookOf = (
  organisationId: string,
  queryable: Queryable = db(),
): Promise<PricedFrom[]> =>
  queryable
    .select({
      validFrom: priceTier.validFrom,
      fromQuantity: priceTier.fromQuantity,
      weeklyPriceMinor: priceTier.weeklyPriceMinor,
      currency: priceTier.currency,
    })
    .from(priceTier)
    .where(eq(priceTier.organisationId, organisationId))
    .orderBy(asc(priceTier.validFrom), asc(priceTier.fromQuantity));

/** The Monday of the running week of an organisation, such as "2026-11-16", in its own zone. */
export async function runningMonday(
  organisationId: string,
  queryable: Queryable = db(),
): Promise<string> {
  const [home] = await queryable
    .select({ timeZone: organisation.timeZone })
    .from(organisation)
    .where(eq(organisation.id, organisationId));
  return weekAt(new Date(), home?.timeZone ?? "UTC").monday;
}

/** The price list of the running week, by quantity; never empty. */
export async function tiersOf(organisationId: string): Promise<[PriceTier, ...PriceTier[]]> {
  const [book, monday] = await Promise.all([
    priceBookOf(organisationId),
    runningMonday(organisationId),
  ]);
  return tiersAt(book, monday);
}
