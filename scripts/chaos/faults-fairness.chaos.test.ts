import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { makeOrders } from "@/server/orders/make-orders";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
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

test("F46: a shop with a long list lets the few orders of its neighbours through in turns", async () => {
  const [noisy, ...others] = await world.begin(10);
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 900 });
  await receive(noisy, 120, 20);
  for (const shop of others) await receive(shop, 5, 2);
  // Window after window, as inngest/create-outbound-orders has it.
  const runId = randomUUID();
  while ((await makeOrders(noisy.organisationId, runId)).more);
  expect(await world.settled()).toEqual([]);
  const made = await db()
    .select({ integrationId: orderLink.integrationId })
    .from(orderLink)
    .orderBy(orderLink.orderCreatedAt);
  const last = made.findLastIndex(({ integrationId }) => integrationId !== noisy.id) + 1;
  // Alone they would have taken the first 45 turns.
  expect(last).toBeLessThanOrEqual(2 * 45);
}, 60_000);
