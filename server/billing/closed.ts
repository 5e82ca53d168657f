import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { notFound } from "@/server/errors";
import type { Statement } from "./price-usage";

/** Mondays of the weeks that an organisation's statements are closed for. */
export async function closedWeeks(organisationId: string): Promise<Set<string>> {
  const rows = await db()
    .select({ monday: billingStatement.monday })
    .from(billingStatement)
    .where(eq(billingStatement.organisationId, organisationId));
  return new Set(rows.map(({ monday }) => monday));
}

/** A closed week as it was written, amounts in minor units. @throws DomainError not_found */
export async function closedStatement(organisationId: string, monday: string): Promise<Statement> {
  const [[head], lines] = await Promise.all([
    db()
      .select()
      .from(billingStatement)
      .where(
        and(
          eq(billingStatement.organisationId, organisationId),
          eq(billingStatement.monday, monday),
        ),
      ),
    db()
      .select()
      .from(billingLine)
      .where(and(eq(billingLine.organisationId, organisationId), eq(billingLine.monday, monday)))
      .orderBy(
        asc(billingLine.customerName),
        asc(billingLine.integrationName),
        asc(billingLine.integrationId),
      ),
  ]);
  if (!head) throw notFound("week");
  const { quantity, listPriceMinor, unitPriceMinor, totalMinor, currency } = head;
  return {
    from: head.weekFrom,
    to: head.weekTo,
    currency,
    quantity,
    listPriceMinor,
    unitPriceMinor,
    totalMinor,
    discountMinor: quantity * (listPriceMinor - unitPriceMinor),
    lines: lines.map(({ organisationId: _, monday: __, days: ___, ...line }) => line),
  };
}
