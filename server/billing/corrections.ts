import { and, asc, between, eq, inArray, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { billingCorrection, billingLine } from "@/db/schema/billing";
import { userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import type { Weeks } from "./closed";
import type { CorrectionInput } from "./schema";

/**
 * Corrections of closed weeks that a person may see, oldest first, amounts in minor units. A customer
 * user sees those that change what they are charged, and not who made them.
 */
export async function correctionsOf(scope: Scope, { first, last }: Weeks) {
  const admin = scope.role === "admin";
  const rows = await db()
    .select({
      id: billingCorrection.id,
      monday: billingCorrection.monday,
      integrationId: billingCorrection.integrationId,
      integrationName: billingLine.integrationName,
      customerId: billingLine.customerId,
      customerName: billingLine.customerName,
      amountMinor: billingCorrection.amountMinor,
      passOnMinor: billingCorrection.passOnMinor,
      reason: billingCorrection.reason,
      createdAt: billingCorrection.createdAt,
      by: userAccount.name,
    })
    .from(billingCorrection)
    .innerJoin(
      billingLine,
      and(
        eq(billingLine.organisationId, billingCorrection.organisationId),
        eq(billingLine.monday, billingCorrection.monday),
        eq(billingLine.integrationId, billingCorrection.integrationId),
      ),
    )
    .innerJoin(userAccount, eq(userAccount.id, billingCorrection.createdBy))
    .where(
      and(
        eq(billingCorrection.organisationId, scope.organisationId),
        between(billingCorrection.monday, first, last),
        admin ? undefined : inArray(billingLine.customerId, [...scope.customerIds]),
        admin ? undefined : ne(billingCorrection.passOnMinor, 0),
      ),
    )
    .orderBy(asc(billingCorrection.createdAt), asc(billingCorrection.id));
  return rows.map(({ by, ...row }) => ({ ...row, by: admin ? by : null }));
}

/**
 * Adds a line to a closed week, which itself stays as it is.
 * @throws DomainError not_found where the week is not closed or has no such integration
 */
export async function correct(scope: Scope, input: CorrectionInput): Promise<void> {
  const { organisationId, userId } = scope;
  await db().transaction(async (tx) => {
    const [line] = await tx
      .select({ customerId: billingLine.customerId })
      .from(billingLine)
      .where(
        and(
          eq(billingLine.organisationId, organisationId),
          eq(billingLine.monday, input.monday),
          eq(billingLine.integrationId, input.integrationId),
        ),
      );
    if (!line) throw notFound("line");
    const values = {
      monday: input.monday,
      integrationId: input.integrationId,
      amountMinor: input.amount,
      passOnMinor: input.passOn ? input.amount : 0,
      reason: input.reason,
    };
    await tx.insert(billingCorrection).values({ ...values, organisationId, createdBy: userId });
    await recordAudit(tx, scope, {
      action: "billing.corrected",
      subjectType: "integration",
      subjectId: input.integrationId,
      customerId: line.customerId,
      after: values,
    });
  });
}
