import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { recordAudit } from "@/server/audit/record";
import { DomainError, notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import type { IntegrationRow } from "./access";
import { configurableIntegration } from "./access";
import { recordIntegrationEvent } from "./record-event";

export type Change = {
  values: Partial<typeof integration.$inferInsert>;
  /** Kind of the event in the integration's history; null where it is not worth one. */
  event: string | null;
  before?: unknown;
  after?: unknown;
};

/**
 * Changes an integration that the person may configure, under its row lock, with history and audit in
 * the same transaction. `decide` sees the locked row; null changes nothing.
 * `lockBefore` takes locks that others take before that of the integration.
 * @throws DomainError not_found, not_allowed, conflict (deleted), and what `decide` throws
 */
export async function changeIntegration(
  scope: Scope,
  integrationId: string,
  action: string,
  decide: (row: IntegrationRow, tx: Transaction) => Promise<Change | null> | Change | null,
  lockBefore?: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  await configurableIntegration(scope, integrationId);
  await db().transaction(async (tx) => {
    await lockBefore?.(tx);
    const [row] = await tx
      .select()
      .from(integration)
      .where(eq(integration.id, integrationId))
      .for("update");
    if (!row) throw notFound("integration");
    if (row.status === "deleted")
      throw new DomainError("conflict", "This integration was deleted. Configure a new one.");
    const change = await decide(row, tx);
    if (!change) return;
    await tx.update(integration).set(change.values).where(eq(integration.id, row.id));
    if (change.event)
      await recordIntegrationEvent(tx, {
        organisationId: row.organisationId,
        integrationId: row.id,
        userId: scope.userId,
        kind: change.event,
      });
    await recordAudit(tx, scope, {
      action,
      subjectType: "integration",
      subjectId: row.id,
      customerId: row.customerId,
      before: change.before,
      after: change.after,
    });
  });
}
