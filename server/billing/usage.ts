import { and, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer } from "@/db/schema/organisation";
import type { Period, Usage } from "./price-usage";

/**
 * Every integration that was ever finished, from its activation until it was deleted; of those alone
 * that were active behind `from` and before `to`, where these are given.
 */
export async function usageOf(
  organisationId: string,
  queryable: Queryable = db(),
  { from, to }: Partial<Period> = {},
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
    .where(
      and(
        eq(integration.organisationId, organisationId),
        isNotNull(integration.activatedAt),
        to && lt(integration.activatedAt, to),
        from && or(isNull(integration.deletedAt), gt(integration.deletedAt, from)),
      ),
    );
  return rows.flatMap(({ activatedAt, ...row }) => (activatedAt ? [{ ...row, activatedAt }] : []));
}
