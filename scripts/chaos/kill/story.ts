import { expect } from "vitest";
import { customers } from "@/sandbox/demo";
import { checkInvariants } from "@/scripts/chaos/check-invariants";
import { drain } from "@/scripts/chaos/drain";
import type { Shop } from "@/scripts/chaos/shops";
import type { WorldOfShops } from "@/scripts/chaos/world-of-shops";
import { signWebhook } from "@/scripts/testing/sign-webhook";
import type { Failpoint } from "@/server/failpoint";
import type { Sizes, Stage } from "./points";
import { points } from "./points";
import type { Crash } from "./run-worker";
import { runWorker } from "./run-worker";
import { full, randomOf } from "./seeds";

const receiptsPerShop = full ? 25 : 3;
const shopCount = 2;

const etsyWebhookKey = Buffer.from("the key of the kill matrix");

/** Kills a worker at a failpoint, and once more on the way if the seed says so, then lets one end its work. */
export async function killAndRestart(
  crashes: readonly Crash[],
  environment: Record<string, string> = {},
): Promise<void> {
  for (const [index, crash] of crashes.entries()) {
    const end = await runWorker(crash, environment);
    // What is left after the first crash may not pass the second place.
    if (index > 0 && end.code === 0) continue;
    expect(end, `A worker that passes ${crash.at} ${crash.nth} times`).toMatchObject({
      signal: "SIGKILL",
    });
  }
  expect(await runWorker(null, environment)).toEqual({ code: 0, signal: null, said: "" });
}

/** The crashes of a seed: at `at`, the first time at seed 1; from seed 6 on at another place of the stage too. */
export function crashesOf(at: Failpoint, seed: number, sizes: Sizes): Crash[] {
  const random = randomOf(seed * 7919 + at.length);
  const point = points.find((one) => one.at === at);
  const nth = seed === 1 ? 1 : 1 + Math.floor(random() * (point?.times(sizes) ?? 1));
  if (seed < 6) return [{ at, nth }];
  const others = points.filter(({ stage }) => stage === point?.stage);
  const also = others[Math.floor(random() * others.length)]?.at ?? at;
  return [
    { at, nth },
    { at: also, nth: 1 },
  ];
}

/** Prints what a seed came to; CHAOS_SEED plays it again. */
export function announce(seed: number, crashes: readonly Crash[]): void {
  const places = crashes.map(({ at, nth }) => `${at}, time ${nth}`);
  process.stdout.write(`  seed ${seed}: killed at ${places.join("; then at ")}\n`);
}

/** Two shops with paid receipts that nobody has read yet. */
export async function placeReceipts(
  world: WorldOfShops,
): Promise<{ shops: Shop[]; receiptIds: string[]; sizes: Sizes }> {
  const shops = await world.begin(shopCount);
  // CartonCloud need not refuse a reference that it has already: nobody but the product prevents a second order.
  for (const { id } of customers.slice(0, shopCount))
    await world.cartonCloud.control("POST", "/customers", {
      id,
      settings: { uniqueReferences: false },
    });
  const receiptIds: string[] = [];
  // So far apart that the overlap of two pulls does not hide one that a cursor passed.
  const createdAt = Math.floor(Date.now() / 1000) - 36_000;
  for (const shop of shops)
    receiptIds.push(
      ...(await world.place(shop, { count: receiptsPerShop, createdAt, stepSeconds: 1200 })),
    );
  const parcels = receiptIds.reduce((sum, _, index) => sum + parcelsOf(index).length, 0);
  return { shops, receiptIds, sizes: { shops: shopCount, receipts: receiptIds.length, parcels } };
}

/** Every third order leaves in two parcels. */
const parcelsOf = (index: number) =>
  Array.from({ length: index % 3 === 2 ? 2 : 1 }, (_, place) => ({
    carrier: "USPS",
    tracking: `9400111899220000${String(index).padStart(3, "0")}${place}`,
  }));

export async function dispatchAll(
  world: WorldOfShops,
  receiptIds: readonly string[],
): Promise<void> {
  for (const [index, receiptId] of receiptIds.entries())
    await world.dispatch(receiptId, parcelsOf(index));
}

/** A signed delivery of "order.paid", as Etsy sends it. */
export function deliveryOf({ shopId }: Shop, receiptId: string): Record<string, string> {
  const id = crypto.randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const rawBody = JSON.stringify({
    event_type: "order.paid",
    resource_url: `https://api.etsy.com/v3/application/shops/${shopId}/receipts/${receiptId}`,
    shop_id: String(shopId),
  });
  const signature = signWebhook(etsyWebhookKey, { id, timestamp, rawBody });
  return {
    ETSY_WEBHOOK_SECRET: `whsec_${etsyWebhookKey.toString("base64")}`,
    DELIVERY: JSON.stringify({ id, timestamp, signature, rawBody }),
  };
}

/** Every receipt has one outbound order; with `told` also each of its parcels in Etsy and in one mail of its own. */
export async function expectOncePerReceipt(
  world: WorldOfShops,
  receiptIds: readonly string[],
  told: boolean,
): Promise<void> {
  for (const [index, receiptId] of receiptIds.entries()) {
    expect(await world.ordersOf(receiptId), `orders of ${receiptId}`).toHaveLength(1);
    const { shipments, mails } = (await world.etsy.control("GET", `/receipts/${receiptId}`)) as {
      shipments: { code: string }[];
      mails: { text: string }[];
    };
    const due = told ? parcelsOf(index).map(({ tracking }) => tracking) : [];
    expect(shipments.map(({ code }) => code).sort(), `parcels of ${receiptId}`).toEqual(due);
    // The first mail confirms the order.
    const mailed = mails.slice(1).map(({ text }) => due.filter((code) => text.includes(code)));
    expect(mailed.flat().sort(), `mails of ${receiptId}`).toEqual(due);
    expect(mailed, `mails of ${receiptId}`).toHaveLength(due.length);
  }
}

/** One life of all receipts, with the crashes in the stage that they belong to. */
export async function liveThrough(
  world: WorldOfShops,
  stage: Stage,
  at: Failpoint,
  seed: number,
): Promise<void> {
  const { shops, receiptIds, sizes } = await placeReceipts(world);
  const crashes = crashesOf(at, seed, sizes);
  announce(seed, crashes);
  const [shop] = shops;
  if (stage === "fulfilment") await drain();
  else
    await killAndRestart(
      crashes,
      stage === "webhook" && shop ? deliveryOf(shop, receiptIds[0] ?? "") : {},
    );
  await expectOncePerReceipt(world, receiptIds, false);
  await dispatchAll(world, receiptIds);
  if (stage === "fulfilment") await killAndRestart(crashes);
  else await drain();
  expect(await checkInvariants(world, { drained: true })).toEqual([]);
  await expectOncePerReceipt(world, receiptIds, true);
}
