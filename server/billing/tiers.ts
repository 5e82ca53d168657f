import { asc, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { priceTier } from "@/db/schema/organisation";
import type { PricedFrom } from "./price-usage";

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
