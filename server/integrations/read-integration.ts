import { desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integrationEvent, pull } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { organisation } from "@/db/schema/organisation";
import { userAccount } from "@/db/schema/people";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { mayConfigure, visibleWithCustomer } from "./access";
import { remainingOf, reserve, scarce } from "./admit-etsy-call";
import { readQuota } from "./etsy-quota";
import { healthFor, readFacts } from "./facts";
import { rightsOf } from "./rights";

const chartDays = 30;
const shownPulls = 5;
const shownEvents = 20;

/** The last days up to today in an IANA zone, oldest first, as YYYY-MM-DD. */
export function lastDays(now: Date, timeZone: string, count: number): string[] {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
  const noon = Date.parse(`${today}T12:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(noon - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}

/** Orders by the day of their zone, of days that had any. */
const ordersPerDay = (integrationId: string, organisationId: string) =>
  db()
    .select({
      day: sql<string>`to_char(${orderLink.receiptCreatedAt} at time zone (
        select time_zone from organisation where id = ${organisationId}), 'YYYY-MM-DD')`,
      imported: sql<number>`(count(*) filter (where ${orderLink.state} not in ('held', 'skipped')))::int`,
      held: sql<number>`(count(*) filter (where ${orderLink.state} = 'held'))::int`,
      skipped: sql<number>`(count(*) filter (where ${orderLink.state} = 'skipped'))::int`,
    })
    .from(orderLink)
    .where(
      sql`${orderLink.integrationId} = ${integrationId} and ${orderLink.receiptCreatedAt} > now() - make_interval(days => ${chartDays + 1})`,
    )
    .groupBy(sql`1`);

/** The same for every day of the chart. */
function chartOf(rows: Awaited<ReturnType<typeof ordersPerDay>>, timeZone: string) {
  const found = new Map(rows.map((row) => [row.day, row]));
  return lastDays(new Date(), timeZone, chartDays).map(
    (one) => found.get(one) ?? { day: one, imported: 0, held: 0, skipped: 0 },
  );
}

const recentPulls = (integrationId: string) =>
  db()
    .select({
      id: pull.id,
      kind: pull.kind,
      state: pull.state,
      trigger: pull.trigger,
      requestedByName: userAccount.name,
      startedAt: pull.startedAt,
      finishedAt: pull.finishedAt,
      receiptsSeen: pull.receiptsSeen,
      receiptsNew: pull.receiptsNew,
      error: pull.error,
    })
    .from(pull)
    .leftJoin(userAccount, eq(userAccount.id, pull.requestedBy))
    .where(eq(pull.integrationId, integrationId))
    .orderBy(desc(pull.startedAt))
    .limit(shownPulls);

const recentEvents = (integrationId: string) =>
  db()
    .select({
      id: integrationEvent.id,
      at: integrationEvent.at,
      kind: integrationEvent.kind,
      userName: userAccount.name,
    })
    .from(integrationEvent)
    .leftJoin(userAccount, eq(userAccount.id, integrationEvent.userId))
    .where(eq(integrationEvent.integrationId, integrationId))
    .orderBy(desc(integrationEvent.id))
    .limit(shownEvents);

/** All that the page of one integration shows beside its orders. @throws DomainError not_found */
export async function readIntegration(scope: Scope, integrationId: string) {
  const { row, owner } = await visibleWithCustomer(scope, integrationId);
  const [[home], [connection], facts, pulls, events, may, quota, days] = await Promise.all([
    db()
      .select({ timeZone: organisation.timeZone })
      .from(organisation)
      .where(eq(organisation.id, row.organisationId)),
    db().select().from(etsyConnection).where(eq(etsyConnection.integrationId, row.id)),
    readFacts([row.id]),
    recentPulls(row.id),
    recentEvents(row.id),
    mayConfigure(scope, owner),
    readQuota(row.id),
    ordersPerDay(row.id, row.organisationId),
  ]);
  const own = facts.get(row.id);
  if (!own || !home) throw notFound("integration");
  return {
    id: row.id,
    app: row.app,
    name: row.name,
    status: row.status,
    shopName: row.etsyShopName,
    customer: { id: owner.id, name: owner.name },
    may,
    health: healthFor(row, own, new Date()),
    /** What Etsy allows; none while no shop is connected. */
    rights: connection ? rightsOf(connection) : [],
    counts: own.counts,
    lastPullSucceededAt: row.lastPullSucceededAt,
    nextPullAt: row.nextPullAt,
    importSince: row.importSince,
    activatedAt: row.activatedAt,
    deletedAt: row.deletedAt,
    pulls,
    events,
    /** Calls of the Etsy app, which all shops share, over the last 24 hours. */
    quota: {
      limitPerDay: quota.limitPerDay,
      remaining: remainingOf(quota),
      /** Below these only fulfilment calls Etsy, or no shop more than its even part. */
      reserved: quota.limitPerDay * reserve,
      scarceBelow: quota.limitPerDay * scarce,
      usedByShop: quota.usedByShop,
      /** How much longer than usual every shop waits for its next reading; 1 while the day's calls last. */
      stretch: quota.stretch,
      parkedSeconds: Math.ceil(quota.parkedMs / 1000),
    },
    days: chartOf(days, home.timeZone),
  };
}
