import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyBudget } from "@/db/schema/etsy-budget";
import { etsyConnection, integration, pull } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { letUnclearPostsRest } from "@/scripts/testing/let-unclear-posts-rest";
import { checkDispatches } from "@/server/fulfilment/check-dispatches";
import { fulfilReceipt } from "@/server/fulfilment/fulfil-receipt";
import { lookAgain } from "@/server/fulfilment/look-again";
import { findDueWork } from "@/server/orders/due-work";
import { failPull } from "@/server/orders/fail-pull";
import { makeOrders } from "@/server/orders/make-orders";
import { organisationsWithOrdersDue } from "@/server/orders/next-orders";
import { pullPage } from "@/server/orders/pull-page";

const waiting = ["received", "creating", "unknown", "dispatched"] as const;

/** The columns of an order link whose leases and delays have run out. */
export const waitsOver = { queuedUntil: null, nextAttemptAt: null, leaseUntil: null };
/** `createSentAt` when the two minutes after an unclear create are over. */
export const threeMinutesAgo = sql`${orderLink.createSentAt} - interval '3 minutes'`;

/** Lets all waits end: leases, delays and the two minutes after an unclear create. Cursors stay. */
export async function passTime(): Promise<void> {
  await db()
    .update(orderLink)
    .set({ ...waitsOver, createSentAt: threeMinutesAgo });
  await letUnclearPostsRest();
  await db()
    .update(pull)
    .set({ touchedAt: new Date(0) })
    .where(eq(pull.state, "running"));
  await db()
    .update(integration)
    .set({ nextPullAt: new Date() })
    .where(eq(integration.status, "active"));
  await db()
    .update(cartonCloudConnection)
    .set({ dispatchPolledAt: null, orderMaker: null, orderMakerUntil: null });
  await db().update(etsyConnection).set({ parkedUntil: null });
  await db().update(etsyBudget).set({ blockedUntil: null });
}

/** The hour of every access token is over. */
export const letTokensEnd = () =>
  db()
    .update(etsyConnection)
    .set({ accessTokenExpiresAt: new Date(0) });

/** Runs a verb as the job runner does: what fails is left to the next round. @returns whether it ended well */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** What the verbs threw since the last `drain` or `round`, as the job runner would have seen it. */
export const failures: string[] = [];

/** All of them, one after the other, so that a kill hits the same place again. */
const inTurn = { last: true, attemptsAtOnce: 1, windowMs: 120_000 };

/** Does once what is due now. @returns how much it was */
export async function round(): Promise<number> {
  const due = await findDueWork();
  await Promise.all(
    due.pulls.map(async ({ pullId }) => {
      const read = await attempt(async () => {
        for (let more = true; more; ) {
          ({ more } = await pullPage(pullId));
        }
      });
      if (!read) await attempt(() => failPull(pullId, "It failed."));
    }),
  );
  for (const organisationId of await organisationsWithOrdersDue())
    await attempt(() => makeOrders(organisationId, randomUUID(), inTurn));
  for (const { organisationId } of due.dispatchChecks)
    await attempt(() => checkDispatches(organisationId).then(() => lookAgain(organisationId)));
  for (const { orderLinkId } of due.fulfilments) await attempt(() => fulfilReceipt(orderLinkId));
  return Object.values(due).flat().length;
}

/** Active integrations that no whole pull has read since then. */
async function unread(since: Date): Promise<number> {
  const [row] = await db().execute<{ count: number }>(sql`
    select count(*)::int as count from ${integration} where status = 'active' and not exists (
      select 1 from ${pull} where integration_id = ${integration.id}
      and ${pull.kind} = 'changes' and ${pull.state} = 'succeeded'
      and ${pull.finishedAt} >= ${since.toISOString()})`);
  return row?.count ?? 0;
}

/** Lets time pass and does what is due until nothing is left, as hours of the job runner would. */
export async function drain(most = 12): Promise<void> {
  for (let count = 0; count < most; count++) {
    await attempt(passTime);
    const began = new Date();
    const before = failures.length;
    await attempt(round);
    const left = await db().$count(orderLink, inArray(orderLink.state, [...waiting]));
    const quiet = left + (await unread(began)) === 0 && failures.length === before;
    // One quiet round more reads again what the overlap covers.
    if (quiet && count > 0) return;
  }
}
