import { asc } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { createOrder } from "@/server/orders/create-order";
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

/** As many attempts of one organisation run at once as inngest/create-outbound-order lets. */
const attemptsAtOnce = 4;

async function receive(shop: Shop, count: number, hoursAgo: number): Promise<void> {
  const createdAt = Math.floor(Date.now() / 1000) - hoursAgo * 3600;
  await world.place(shop, { count, createdAt, stepSeconds: 1 });
  const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
  while ((await pullPage(opened?.pullId ?? "")).more);
}

/** Makes the orders as the job runner does: in the order in which they were received, each when it is told to. */
async function makeOrders(): Promise<void> {
  const ids = await db()
    .select({ id: orderLink.id })
    .from(orderLink)
    .orderBy(asc(orderLink.createdAt));
  const waiting = ids.map(({ id }) => id);
  let open = ids.length;
  const worker = async () => {
    while (open > 0) {
      const id = waiting.shift();
      if (!id) await new Promise((resume) => setTimeout(resume, 20));
      else {
        const { retryInMs } = await createOrder(id);
        if (retryInMs === null) open--;
        else setTimeout(() => waiting.push(id), retryInMs);
      }
    }
  };
  await Promise.all(Array.from({ length: attemptsAtOnce }, worker));
}

test("F46: a shop with a long list lets the few orders of its neighbours through in turns", async () => {
  const [noisy, ...others] = await world.begin(10);
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 900 });
  await receive(noisy, 120, 20);
  for (const shop of others) await receive(shop, 5, 2);
  await makeOrders();
  expect(await world.settled()).toEqual([]);
  const made = await db()
    .select({ integrationId: orderLink.integrationId })
    .from(orderLink)
    .orderBy(orderLink.orderCreatedAt);
  const last = made.findLastIndex(({ integrationId }) => integrationId !== noisy.id) + 1;
  // Alone they would have taken the first 45 turns.
  expect(last).toBeLessThanOrEqual(2 * 45);
}, 60_000);
