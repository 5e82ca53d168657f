import type { AnyColumn, SQL } from "drizzle-orm";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { customer, organisation } from "@/db/schema/organisation";
import { auditEntry, membership, userAccount } from "@/db/schema/people";
import type { Scope } from "@/server/people/scope";
import type { AuditFilter, AuditListInput } from "./schema";

const pageSize = 50;

/** Midnight at the beginning of a day in the organisation's own time zone. */
const midnight = (scope: Scope, day: string, addDays: number): SQL =>
  sql`(${day}::date + ${addDays}::integer)::timestamp at time zone
    (select ${organisation.timeZone} from ${organisation} where ${organisation.id} = ${scope.organisationId})`;

function fits(scope: Scope, { action, userId, customerId, from, until }: AuditFilter) {
  return and(
    eq(auditEntry.organisationId, scope.organisationId),
    action
      ? action.includes(".")
        ? eq(auditEntry.action, action)
        : sql`starts_with(${auditEntry.action}, ${`${action}.`})`
      : undefined,
    userId ? eq(auditEntry.userId, userId) : undefined,
    customerId ? eq(auditEntry.customerId, customerId) : undefined,
    from ? sql`${auditEntry.at} >= ${midnight(scope, from, 0)}` : undefined,
    until ? sql`${auditEntry.at} < ${midnight(scope, until, 1)}` : undefined,
  );
}

/** What is no id of ours names nothing. */
const subjectUuid = sql`case when ${auditEntry.subjectId} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  then ${auditEntry.subjectId}::uuid end`;

/** One column of the row that an entry is about, within the entry's own organisation. */
const ofSubject = (
  table: typeof integration | typeof orderLink | typeof customer,
  column: AnyColumn,
) =>
  sql`(select ${column} from ${table} where ${table.id} = ${subjectUuid} and ${table.organisationId} = ${auditEntry.organisationId})`;

/** What the entry is about, as people call it: a name, or a receipt's number; null for what is gone. */
const subjectName = sql<string | null>`case ${auditEntry.subjectType}
  when 'integration' then ${ofSubject(integration, integration.name)}
  when 'order_link' then ${ofSubject(orderLink, orderLink.receiptId)}
  when 'customer' then ${ofSubject(customer, customer.name)}
  when 'user' then (select ${userAccount.name} from ${userAccount} where ${userAccount.id} = ${subjectUuid})
  when 'organisation' then (select ${organisation.name} from ${organisation} where ${organisation.id} = ${auditEntry.organisationId})
  end`;

const integrationOfOrder = sql<string | null>`case ${auditEntry.subjectType}
  when 'order_link' then ${ofSubject(orderLink, orderLink.integrationId)} end`;

/**
 * Changes that people made, newest first, `size` at most; `next` leads on and is null at the end.
 * It holds microseconds, as a Date would lose what orders the entries of one moment.
 */
export async function listAudit(
  scope: Scope,
  { before, ...filter }: AuditListInput,
  size: number = pageSize,
) {
  const [micros, id] = before?.split("_") ?? [];
  const rows = await db()
    .select({
      id: auditEntry.id,
      at: auditEntry.at,
      micros: sql<string>`(extract(epoch from ${auditEntry.at}) * 1000000)::bigint::text`,
      action: auditEntry.action,
      subjectType: auditEntry.subjectType,
      subjectId: auditEntry.subjectId,
      subjectName,
      integrationOfOrder,
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
        fits(scope, filter),
        micros && id
          ? sql`(${auditEntry.at}, ${auditEntry.id}) < ('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(size + 1);
  const entries = rows.slice(0, size);
  const last = entries.at(-1);
  return {
    entries: entries.map(({ micros: _micros, ...entry }) => entry),
    next: rows.length > size && last ? `${last.micros}_${last.id}` : null,
  };
}
export type AuditPage = Awaited<ReturnType<typeof listAudit>>;

/** Each action once, in order: a step into the index for each, instead of a look at every entry. */
const occurredActions = (scope: Scope) =>
  db().execute<{ action: string }>(sql`
    with recursive occurred as (
      select min(${auditEntry.action}) as action from ${auditEntry}
      where ${auditEntry.organisationId} = ${scope.organisationId}
      union all
      select (
        select min(${auditEntry.action}) from ${auditEntry}
        where ${auditEntry.organisationId} = ${scope.organisationId}
          and ${auditEntry.action} > occurred.action
      ) from occurred where occurred.action is not null
    )
    select action from occurred where action is not null`);

/** What the list can be narrowed to: actions that occurred, people and customers of the organisation. */
export async function auditFilters(scope: Scope) {
  const [actions, people, customers] = await Promise.all([
    occurredActions(scope),
    db()
      .select({ id: userAccount.id, name: userAccount.name })
      .from(membership)
      .innerJoin(userAccount, eq(userAccount.id, membership.userId))
      .where(eq(membership.organisationId, scope.organisationId))
      .orderBy(asc(userAccount.name)),
    db()
      .select({ id: customer.id, name: customer.name })
      .from(customer)
      .where(eq(customer.organisationId, scope.organisationId))
      .orderBy(asc(customer.name)),
  ]);
  return { actions: actions.map(({ action }) => action), people, customers };
}
