import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyBudget } from "@/db/schema/etsy-budget";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { inngest } from "@/inngest/client";
import { pullRequested } from "@/inngest/events";
import type { Shop } from "@/scripts/chaos/shops";
import { openShop } from "@/scripts/chaos/shops";
import type { RunnerStatus } from "@/scripts/runner/status";
import { asOwner } from "@/scripts/testing/as-owner";
import { openPull } from "@/server/orders/request-pull";
import type { Stage } from "./open-stage";

export type ImportRun = {
  shops: number;
  receipts: number;
  seconds: number;
  /** Requests to the Etsy stand-in, and to the CartonCloud stand-in, token calls included. */
  etsyCalls: number;
  cartonCloudCalls: number;
  /** Transactions that the database committed meanwhile. */
  transactions: number;
  /** Runs that were still to come when all was done: the sweeper announced their orders twice. */
  leftOver: number;
};

/** A run that has not ended by then has lost something, in milliseconds. */
const mostMs = 15 * 60_000;

/** Runs that the job runner has begun or is still to begin. */
async function openRuns({ stack }: Stage): Promise<number> {
  const answer = await fetch(`${stack.runnerUrl}/dev`);
  const { queued, running } = (await answer.json()) as RunnerStatus;
  return queued + running;
}

/** What the sweeper announced a second time is left over at the end of an import; it is not the next one's. */
async function untilIdle(stage: Stage): Promise<void> {
  const began = performance.now();
  while ((await openRuns(stage)) > 0) {
    if (performance.now() - began > mostMs)
      throw new Error("The job runner does not come to rest.");
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** Forgets all shops, receipts and orders; the limits are off again. */
export async function clearStage(stage: Stage): Promise<void> {
  const { etsy, cartonCloud } = stage;
  await untilIdle(stage);
  await asOwner("truncate integration, etsy_webhook_delivery cascade");
  await db().delete(etsyBudget);
  await etsy.control("POST", "/reset", { empty: true });
  await etsy.control("PUT", "/settings", {
    perSecond: 1_000_000,
    perDay: 100_000_000,
    // What was bought before the shop was connected was told to nobody.
    webhookUrl: "",
  });
  await cartonCloud.control("POST", "/reset");
  await cartonCloud.control("PUT", "/settings", { ordersPerMinute: 0, ordersMinIntervalMs: 0 });
  await db()
    .update(cartonCloudConnection)
    .set({ orderPostsPerMinute: 1_000_000, nextOrderPostAt: null });
}

/** Active integrations whose receipts all wait in Etsy, none read yet. */
export async function openShops(
  stage: Stage,
  count: number,
  receiptsEach: number,
): Promise<Shop[]> {
  const shops: Shop[] = [];
  const createdAt = Math.floor(Date.now() / 1000) - 6 * 3600;
  const later = new Date(Date.now() + 86_400_000);
  for (let index = 0; index < count; index++) {
    const shop = await openShop(stage.etsy, index, { nextPullAt: later });
    await stage.etsy.control("POST", `/shops/${shop.shopId}/receipts`, {
      count: receiptsEach,
      createdAt,
      stepSeconds: 2,
      address: { country: "US" },
      lines: [{ listingId: 81000001 }],
    });
    shops.push(shop);
  }
  return shops;
}

async function calls(standIn: Stage["etsy"]): Promise<number> {
  const { entries } = await standIn.control("GET", "/journal");
  return (entries as unknown[]).length;
}

async function transactions(): Promise<number> {
  const [row] = await db().execute<{ count: string }>(
    sql`select xact_commit as count from pg_stat_database where datname = current_database()`,
  );
  return Number(row?.count ?? 0);
}

async function states(): Promise<Record<string, number>> {
  const rows = await db()
    .select({ state: orderLink.state, count: sql<number>`count(*)::int` })
    .from(orderLink)
    .groupBy(orderLink.state);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/**
 * Imports into an empty database: from the request to pull all shops at once until each receipt has
 * its outbound order. `beforeStart` runs when all is there and nothing has begun.
 * @throws Error when some have none after a quarter of an hour
 */
export async function importShops(
  stage: Stage,
  count: number,
  receiptsEach: number,
  beforeStart: () => Promise<unknown> = async () => {},
): Promise<ImportRun> {
  await clearStage(stage);
  const shops = await openShops(stage, count, receiptsEach);
  for (const standIn of [stage.etsy, stage.cartonCloud])
    await standIn.control("DELETE", "/journal");
  const receipts = count * receiptsEach;
  await beforeStart();
  const before = await transactions();
  const began = performance.now();
  const events = [];
  for (const { id } of shops) {
    const opened = await openPull(id, { trigger: "schedule", userId: null });
    if (opened) events.push(pullRequested.create({ pullId: opened.pullId, integrationId: id }));
  }
  await inngest.send(events);
  for (let seen: Record<string, number> = {}; seen.created !== receipts; ) {
    if (performance.now() - began > mostMs)
      throw new Error(`Not all ${receipts} receipts became orders: ${JSON.stringify(seen)}`);
    await new Promise((resume) => setTimeout(resume, 200));
    seen = await states();
  }
  const seconds = (performance.now() - began) / 1000;
  return {
    shops: count,
    receipts,
    seconds,
    leftOver: await openRuns(stage),
    etsyCalls: await calls(stage.etsy),
    cartonCloudCalls: await calls(stage.cartonCloud),
    transactions: (await transactions()) - before,
  };
}
