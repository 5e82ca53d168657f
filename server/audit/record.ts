import type { Queryable } from "@/db/client";
import { auditEntry } from "@/db/schema/people";
import type { Scope } from "@/server/people/scope";

export type AuditChange = {
  /** Verb of the change, such as "integration.paused". */
  action: string;
  subjectType: string;
  subjectId: string;
  customerId?: string | null;
  /** Never a secret and never a buyer's data. */
  before?: unknown;
  after?: unknown;
};

/** Notes what a person changed; call it with the transaction that changes it. */
export async function recordAudit(
  tx: Queryable,
  scope: Pick<Scope, "organisationId" | "userId"> & Partial<Scope>,
  change: AuditChange,
): Promise<void> {
  await tx.insert(auditEntry).values({
    organisationId: scope.organisationId,
    userId: scope.userId,
    customerId: change.customerId ?? null,
    action: change.action,
    subjectType: change.subjectType,
    subjectId: change.subjectId,
    before: change.before ?? null,
    after: change.after ?? null,
  });
}
