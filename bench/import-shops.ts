import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyBudget } from "@/db/schema/etsy-budget";
import { integration } from "@/db/schema/integration";
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

export const rest = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));

/** Runs that the job runner has begun or is still to begin. */
async function openRuns({ stack }: Stage): Promise<number> {
  const answer = await fetch(`${stack.runnerUrl}/dev`);
  const { queued, running } = (await answer.json()) as RunnerStatus;
  return queued + running;
}

/** What the sweeper announced a second time is left over at the end of an import; it is not the next one's. */
export async function untilIdle(stage: Stage): Promise<void> {
  const began = performance.now();
  while ((await openRuns(stage)) > 0) {
    if (performance.now() - began > mostMs)
      throw new Error("The job runner does not come to rest.");
    await rest(100);
  }
}

/** Forgets all shops, receipts, orders and faults; the limits are off again. */
export async function clearStage(stage: Stage): Promise<void> {
  const { etsy, cartonCloud } = stage;
  // What is under way for them ends with the step that it is at.
  await db().update(integration).set({ status: "paused" });
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

/** So many receipts of a shop that were paid hours ago. */
export async function placeWaiting({ etsy }: Stage, shop: Shop, count: number): Promise<void> {
  await etsy.control("POST", `/shops/${shop.shopId}/receipts`, {
    count,
    createdAt: Math.floor(Date.now() / 1000) - 6 * 3600,
    stepSeconds: 2,
    address: { country: "US" },
    lines: [{ listingId: 81000001 }],
  });
}

/** Active integrations, none read until it is asked for; with receipts that all wait in Etsy. */
export async function openShops(stage: Stage, count: number, receiptsEach = 0): Promise<Shop[]> {
  const shops: Shop[] = [];
  const later = new Date(Date.now() + 86_400_000);
  for (let index = 0; index < count; index++) {
    const shop = await openShop(stage.etsy, index, { nextPullAt: later });
    if (receiptsEach > 0) await placeWaiting(stage, shop, receiptsEach);
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

/** How many order links are in each state. */
export async function states(): Promise<Record<string, number>> {
  const rows = await db()
    .select({ state: orderLink.state, count: sql<number>`count(*)::int` })
    .from(orderLink)
    .groupBy(orderLink.state);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Asks for all these shops to be pulled at once, with the event that "Finish" sends. */
export async function beginPulls(shops: readonly Shop[]): Promise<void> {
  const events = [];
  for (const { id } of shops) {
    const opened = await openPull(id, { trigger: "schedule", userId: null });
    if (opened) events.push(pullRequested.create({ pullId: opened.pullId, integrationId: id }));
  }
  await inngest.send(events);
}

/**
 * Waits until so many receipts have their outbound order. `onLook` is told how many have.
 * @throws Error when some have none after `patienceMs`
 */
export async function untilMade(
  receipts: number,
  onLook: (made: number) => Promise<unknown> | unknown = () => {},
  patienceMs = mostMs,
): Promise<void> {
  const began = performance.now();
  for (let seen: Record<string, number> = {}; seen.created !== receipts; ) {
    if (performance.now() - began > patienceMs)
      throw new Error(`Not all ${receipts} receipts became orders: ${JSON.stringify(seen)}`);
    await rest(200);
    seen = await states();
    await onLook(seen.created ?? 0);
  }
}

type ImportOptions = {
  /** When all is there and nothing has begun. */
  beforeStart?: () => Promise<unknown>;
  /** Again and again, with the number of orders that there are. */
  onLook?: (made: number) => Promise<unknown> | unknown;
  patienceMs?: number;
};

/**
 * Imports into an empty database: from the request to pull all shops at once until each receipt has
 * its outbound order.
 * @throws Error when some have none after a quarter of an hour, or `patienceMs`
 */
export async function importShops(
  stage: Stage,
  count: number,
  receiptsEach: number,
  { beforeStart = async () => {}, onLook, patienceMs }: ImportOptions = {},
): Promise<ImportRun> {
  await clearStage(stage);
  const shops = await openShops(stage, count, receiptsEach);
  for (const standIn of [stage.etsy, stage.cartonCloud])
    await standIn.control("DELETE", "/journal");
  const receipts = count * receiptsEach;
  await beforeStart();
  const before = await transactions();
  const began = performance.now();
  await beginPulls(shops);
  await untilMade(receipts, onLook, patienceMs);
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

/** One line for people. */
export function tellRun(run: ImportRun): string {
  const per = (count: number) => (count / run.receipts).toFixed(2);
  const speed = (run.receipts / run.seconds).toFixed(1);
  return `  ${run.shops} shops, ${run.receipts} receipts: ${run.seconds.toFixed(1)} s (${speed} a second), ${run.etsyCalls} calls to Etsy, ${per(run.cartonCloudCalls)} to CartonCloud and ${per(run.transactions)} transactions per receipt, ${run.leftOver} runs left over`;
}
