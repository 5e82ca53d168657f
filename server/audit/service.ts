import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { customer } from "@/db/schema/organisation";
import { auditEntry, membership, userAccount } from "@/db/schema/people";
import type { Scope } from "@/server/people/scope";
import type { AuditListInput } from "./schema";

const pageSize = 50;

/** Changes that people made, newest first, 50 a page; `next` leads on and is null at the end. */
export async function listAudit(scope: Scope, { action, userId, before }: AuditListInput) {
  const [at, id] = before?.split("_") ?? [];
  const rows = await db()
    .select({
      id: auditEntry.id,
      at: auditEntry.at,
      // Kept as text: a Date would lose the microseconds that order entries of one moment.
      atText: sql<string>`${auditEntry.at}::text`,
      action: auditEntry.action,
      subjectType: auditEntry.subjectType,
      subjectId: auditEntry.subjectId,
      before: auditEntry.before,
      after: auditEntry.after,
      userName: userAccount.name,
      customerName: customer.name,
    })
    .from(auditEntry)
    .leftJoin(userAccount, eq(userAccount.id, auditEntry.userId))
    .leftJoin(customer, eq(customer.id, auditEntry.customerId))
    .where(
      and(
        eq(auditEntry.organisationId, scope.organisationId),
        action ? eq(auditEntry.action, action) : undefined,
        userId ? eq(auditEntry.userId, userId) : undefined,
        at && id
          ? sql`(${auditEntry.at}, ${auditEntry.id}) < (${at}::timestamptz, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(pageSize + 1);
  const entries = rows.slice(0, pageSize);
  const last = entries.at(-1);
  return {
    entries: entries.map(({ atText, ...entry }) => entry),
    next: rows.length > pageSize && last ? `${last.atText}_${last.id}` : null,
  };
}

/** What the list can be narrowed to: actions that occurred, people of the organisation. */
export async function auditFilters(scope: Scope) {
  const [actions, people] = await Promise.all([
    db()
      .selectDistinct({ action: auditEntry.action })
      .from(auditEntry)
      .where(eq(auditEntry.organisationId, scope.organisationId))
      .orderBy(asc(auditEntry.action)),
    db()
      .select({ id: userAccount.id, name: userAccount.name })
      .from(membership)
      .innerJoin(userAccount, eq(userAccount.id, membership.userId))
      .where(eq(membership.organisationId, scope.organisationId))
      .orderBy(asc(userAccount.name)),
  ]);
  return { actions: actions.map(({ action }) => action), people };
}
