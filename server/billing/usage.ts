import { and, eq, isNotNull } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer } from "@/db/schema/organisation";
import type { Usage } from "./price-usage";

/** Every integration that was ever finished, from its activation until it was deleted. */
export async function usageOf(
  organisationId: string,
  queryable: Queryable = db(),
): Promise<Usage[]> {
  const rows = await queryable
    .select({
      integrationId: integration.id,
      integrationName: integration.name,
      customerId: customer.id,
      customerName: customer.name,
      activatedAt: integration.activatedAt,
      deletedAt: integration.deletedAt,
    })
    .from(integration)
    .innerJoin(customer, eq(customer.id, integration.customerId))
    .where(and(eq(integration.organisationId, organisationId), isNotNull(integration.activatedAt)));
  return rows.flatMap(({ activatedAt, ...row }) => (activatedAt ? [{ ...row, activatedAt }] : []));
}
