import { randomUUID } from "node:crypto";
import { and, isNotNull, ne } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { makeOrders } from "@/server/orders/make-orders";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import { checkInvariants } from "./check-invariants";
import { full } from "./kill/seeds";
import type { Shop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

async function receive(shop: Shop, count: number, hoursAgo: number): Promise<void> {
  const createdAt = Math.floor(Date.now() / 1000) - hoursAgo * 3600;
  await world.place(shop, { count, createdAt, stepSeconds: 1 });
  const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
  while ((await pullPage(opened?.pullId ?? "")).more);
}

/** By place, which no slow machine changes: how many orders were made until 95 % of these were. */
const p95 = (places: readonly number[]) => places[Math.ceil(places.length * 0.95) - 1] ?? 0;

/** One shop with a long list, and neighbours with a few receipts each. */
const size = full
  ? { noisy: 10_000, neighbours: 49, each: 10, perMinute: 60_000 }
  : { noisy: 120, neighbours: 9, each: 5, perMinute: 900 };

test(`F46: a shop with ${size.noisy} receipts makes ${size.neighbours} with ${size.each} wait at most twice as long as they would alone`, async () => {
  const [noisy, ...others] = await world.begin(1 + size.neighbours);
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: size.perMinute });
  await receive(noisy, size.noisy, 20);
  for (const shop of others) await receive(shop, size.each, 2);
  const few = size.neighbours * size.each;
  const ofOthers = and(ne(orderLink.integrationId, noisy.id), isNotNull(orderLink.outboundOrderId));
  // Window after window, as inngest/create-outbound-orders has it.
  const runId = randomUUID();
  for (let more = true; more && (await db().$count(orderLink, ofOthers)) < few; )
    ({ more } = await makeOrders(noisy.organisationId, runId));
  const made = await db()
    .select({ integrationId: orderLink.integrationId })
    .from(orderLink)
    .where(isNotNull(orderLink.outboundOrderId))
    .orderBy(orderLink.orderCreatedAt);
  const places = made.flatMap(({ integrationId }, at) =>
    integrationId === noisy.id ? [] : [at + 1],
  );
  expect(places).toHaveLength(few);
  const alone = p95(places.map((_, at) => at + 1));
  expect(p95(places)).toBeLessThanOrEqual(2 * alone);
  expect(await (full ? checkInvariants(world) : world.settled())).toEqual([]);
}, 900_000);
