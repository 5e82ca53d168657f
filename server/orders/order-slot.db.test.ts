import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { createOrder } from "./create-order";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

const createRoute = "POST /tenants/{tenantId}/outbound-orders";
let world: World;
let integrationId: string;
/** Each test has half an hour of its own, so that no pull reads the receipts of another. */
let createdAt = Math.floor(Date.now() / 1000) - 6 * 3600;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const atRate = (orderPostsPerMinute: number) =>
  db().update(cartonCloudConnection).set({ orderPostsPerMinute, nextOrderPostAt: null });

/** Ids of stored order links, oldest receipt first; nothing in CartonCloud's journal. */
async function stored(count: number): Promise<string[]> {
  createdAt += 1800;
  const since = new Date(createdAt * 1000);
  await db().update(integration).set({ importSince: since, pullCursor: since });
  const receiptIds = await world.placeOrders({ count, createdAt, stepSeconds: 1 });
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  while ((await pullPage(opened?.pullId ?? "")).more);
  await world.cartonCloud.control("DELETE", "/journal");
  const rows = await db().select().from(orderLink).orderBy(orderLink.receiptCreatedAt);
  return rows.filter(({ receiptId }) => receiptIds.includes(receiptId)).map(({ id }) => id);
}

/** As the job runner drives one order: it comes back whenever it was told to. */
async function run(id: string): Promise<void> {
  for (;;) {
    const { retryInMs } = await createOrder(id);
    if (retryInMs === null) return;
    await new Promise((resume) => setTimeout(resume, retryInMs));
  }
}

it("sixty orders at once cost two calls each, keep the rate and go oldest first", async () => {
  await atRate(240);
  const ids = await stored(60);
  const began = Date.now();
  await Promise.all(ids.toReversed().map(run));
  // Sixty posts, a quarter of a second apart.
  expect(Date.now() - began).toBeGreaterThanOrEqual(59 * 250 - 50);
  expect(Date.now() - began).toBeLessThan(30_000);
  expect(await world.cartonCloud.journal(createRoute)).toHaveLength(60);
  expect((await world.cartonCloud.journal()).length).toBeLessThanOrEqual(2.1 * 60);
  const made = await db().select().from(orderLink).orderBy(orderLink.orderCreatedAt);
  const places = made.map(({ id }, at) => Math.abs(ids.indexOf(id) - at));
  expect(Math.max(...places)).toBeLessThanOrEqual(8);
});

it("an order whose turn is far off asks nobody", async () => {
  await atRate(30);
  const [, , , , , , , , , last = ""] = await stored(10);
  const { state, retryInMs } = await createOrder(last);
  expect(state).toBe("received");
  expect(retryInMs).toBeGreaterThan(10_000);
  expect(retryInMs).toBeLessThanOrEqual(18_000);
  expect(await world.cartonCloud.journal()).toHaveLength(0);
});

it("older orders that never get done hold a younger one up once, not for ever", async () => {
  await atRate(30);
  const ids = await stored(10);
  const last = ids.at(-1) ?? "";
  expect((await createOrder(last)).state).toBe("received");
  await db().update(orderLink).set({ nextAttemptAt: new Date() }).where(eq(orderLink.id, last));
  expect((await createOrder(last)).state).toBe("created");
});

it("a long list is announced as far as CartonCloud takes it within minutes", async () => {
  await atRate(30);
  const ids = await stored(130);
  const rows = await db().select().from(orderLink).orderBy(orderLink.receiptCreatedAt);
  const announced = rows.filter(({ queuedUntil }) => queuedUntil !== null).map(({ id }) => id);
  expect(announced).toHaveLength(100);
  expect(new Set(announced)).toEqual(new Set(ids.slice(0, 100)));
});
