import { and, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { fromNow } from "@/db/from-now";
import { integration, pull } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { env } from "@/server/env";
import { organisationsWithOrdersDue } from "./next-orders";
import { mostPullsAtOnce } from "./next-pull";
import { paceReadings } from "./pace-readings";
import { openPull } from "./request-pull";

/** An event is given this long to be worked off before another is sent, in milliseconds. */
const queueMs = 3 * 60_000;
/** A running pull without a sign of life for this long is driven again, in milliseconds. */
const quietPullMs = 60_000;
const mostAtOnce = 500;
/** No organisation gets more of them at a time. */
const mostOfOne = 100;

export type DueWork = {
  pulls: { pullId: string; integrationId: string }[];
  /** Organisations with orders to make: which ones is looked up when they are made. */
  orders: { organisationId: string }[];
  fulfilments: { orderLinkId: string; organisationId: string }[];
  dispatchChecks: { organisationId: string }[];
};

async function dueFulfilments() {
  const past = (column: typeof orderLink.leaseUntil) => or(isNull(column), lt(column, sql`now()`));
  const isDue = and(
    eq(orderLink.state, "dispatched"),
    past(orderLink.leaseUntil),
    past(orderLink.queuedUntil),
    past(orderLink.nextAttemptAt),
  );
  const ranked = db()
    .select({
      id: orderLink.id,
      at: orderLink.receiptCreatedAt,
      place:
        sql<number>`row_number() over (partition by ${orderLink.organisationId} order by ${orderLink.receiptCreatedAt})`.as(
          "place",
        ),
    })
    .from(orderLink)
    .innerJoin(integration, eq(integration.id, orderLink.integrationId))
    .where(and(isDue, eq(integration.status, "active")))
    .as("ranked");
  const first = db()
    .select({ id: ranked.id })
    .from(ranked)
    .where(lte(ranked.place, mostOfOne))
    .orderBy(ranked.place, ranked.at)
    .limit(mostAtOnce);
  const due = db()
    .select({ id: orderLink.id })
    .from(orderLink)
    // Once more, as another sweep may have taken some between the choice and the lock.
    .where(and(inArray(orderLink.id, first), isDue))
    .for("update", { skipLocked: true });
  const taken = await db()
    .update(orderLink)
    .set({ queuedUntil: fromNow(queueMs) })
    .where(inArray(orderLink.id, due))
    .returning({
      orderLinkId: orderLink.id,
      organisationId: orderLink.organisationId,
      at: orderLink.receiptCreatedAt,
    });
  return taken.sort((a, b) => +a.at - +b.at).map(({ at, ...ids }) => ids);
}

/** Daily checks that are due; the first one of an integration is put off by up to a day. */
async function dueChecks(now: Date) {
  const active = eq(integration.status, "active");
  await db()
    .update(integration)
    .set({ nextCheckAt: sql`now() + random() * interval '1 day'` })
    .where(and(active, isNull(integration.nextCheckAt)));
  return db()
    .select({ id: integration.id })
    .from(integration)
    .where(and(active, lt(integration.nextCheckAt, now)))
    .orderBy(integration.nextCheckAt)
    .limit(mostAtOnce);
}

async function duePulls() {
  const now = new Date();
  const due = await db()
    .select({ id: integration.id })
    .from(integration)
    .where(and(eq(integration.status, "active"), lt(integration.nextPullAt, now)))
    .orderBy(integration.nextPullAt)
    .limit(mostPullsAtOnce);
  const opened = [];
  for (const { id } of due) {
    const one = await openPull(id, { trigger: "schedule", userId: null });
    if (one && !one.joined) opened.push({ pullId: one.pullId, integrationId: id });
  }
  for (const { id } of await dueChecks(now)) {
    const one = await openPull(id, { trigger: "schedule", userId: null }, "check");
    if (one && !one.joined) opened.push({ pullId: one.pullId, integrationId: id });
  }
  const quiet = await db()
    .update(pull)
    .set({ touchedAt: now })
    .where(and(eq(pull.state, "running"), lt(pull.touchedAt, new Date(+now - quietPullMs))))
    .returning({ pullId: pull.id, integrationId: pull.integrationId });
  return [...opened, ...quiet];
}

/** Organisations with an order out, or parcels to look at again, and a last look longer ago than the poll interval. */
async function dueDispatchChecks() {
  const before = new Date(Date.now() - env().DISPATCH_POLL_SECONDS * 1000 + 5000);
  return db()
    .select({ organisationId: cartonCloudConnection.organisationId })
    .from(cartonCloudConnection)
    .where(
      and(
        isNotNull(cartonCloudConnection.tenantId),
        or(
          isNull(cartonCloudConnection.dispatchPolledAt),
          lt(cartonCloudConnection.dispatchPolledAt, before),
        ),
        sql`exists (select 1 from ${orderLink}
          where ${orderLink.organisationId} = ${cartonCloudConnection.organisationId}
          and ${orderLink.outboundOrderId} is not null
          and ((${orderLink.state} in ('created', 'held') and ${orderLink.dispatchedAt} is null)
            or (${orderLink.state} = 'completed' and ${orderLink.lookAgainAt} <= now())))`,
      ),
    );
}

/**
 * All work that is due by the database alone, each piece that stands alone marked as queued. What a job
 * runner lost is found again here within a minute or ten, so no queue holds anything that matters.
 */
export async function findDueWork(): Promise<DueWork> {
  await paceReadings();
  return {
    pulls: await duePulls(),
    orders: (await organisationsWithOrdersDue()).map((organisationId) => ({ organisationId })),
    fulfilments: await dueFulfilments(),
    dispatchChecks: await dueDispatchChecks(),
  };
}
