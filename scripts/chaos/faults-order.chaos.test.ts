import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { cartonCloudTenant, customers } from "@/sandbox/demo";
import { routes } from "@/scripts/testing/routes";
import { createOrder } from "@/server/orders/create-order";
import { makeOrders } from "@/server/orders/make-orders";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import { drain, passTime, round, waitsOver } from "./drain";
import { full } from "./kill/seeds";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());
afterEach(() => {
  vi.useRealTimers();
});

const customer = (change: Record<string, unknown>) =>
  world.cartonCloud.control("POST", "/customers", { id: customers[0].id, ...change });
type Sent = { references: { customer: string } };
const takeSameReferenceTwice = () => customer({ settings: { uniqueReferences: false } });

const lost = [
  ["a 500", { kind: "status", status: 500 }],
  ["a 502", { kind: "status", status: 502 }],
  ["a cut connection", { kind: "reset" }],
  ["half an answer", { kind: "half-json" }],
  ["an HTML page", { kind: "html" }],
  ["an empty answer", { kind: "empty" }],
] as const;

test.each(lost)(
  "F14: an order whose creation was answered by %s is found again and stays one",
  async (_, fault) => {
    const [shop] = await world.begin();
    await takeSameReferenceTwice();
    await world.cartonCloud.fault({ route: routes.order, when: "after", fault });
    const [receiptId = ""] = await world.place(shop);
    expect(await world.settled()).toEqual([]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
    expect(await world.calls(routes.order)).toBe(1);
  },
);

test.each([0, 1500])(
  "F15: a lost answer and a search that shows the order after %i ms end in one order",
  async (searchDelayMs) => {
    const [shop] = await world.begin();
    await takeSameReferenceTwice();
    await world.cartonCloud.control("PUT", "/settings", { searchDelayMs });
    await world.cartonCloud.fault({ route: routes.order, when: "after", fault: { kind: "reset" } });
    const [receiptId = ""] = await world.place(shop);
    await round();
    const { id = "" } = (await world.linkOf(receiptId)) ?? {};
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "unknown" });
    // A hundred seconds of searching in vain are no reason to send it again.
    for (const secondsAgo of [2, 10, 30, 100]) {
      await db()
        .update(orderLink)
        .set({ createSentAt: new Date(Date.now() - secondsAgo * 1000), nextAttemptAt: null });
      await createOrder(id);
      expect(await world.calls(routes.order)).toBe(1);
    }
    await new Promise((resume) => setTimeout(resume, searchDelayMs));
    expect(await world.settled()).toEqual([]);
    expect(await world.calls(routes.order)).toBe(1);
  },
);

test.each([
  ["forward", 0, 3_600_000],
  ["back", 3_600_000, 0],
])(
  "F14 F36: a clock that jumps an hour %s after a lost answer does not send the order again",
  async (_, before, after) => {
    const [shop] = await world.begin();
    await takeSameReferenceTwice();
    await world.cartonCloud.control("PUT", "/settings", { searchDelayMs: 36_000_000 });
    await world.cartonCloud.fault({ route: routes.order, when: "after", fault: { kind: "reset" } });
    const [receiptId = ""] = await world.place(shop);
    const jump = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
    jump(before);
    await round();
    const { id = "" } = (await world.linkOf(receiptId)) ?? {};
    jump(after - before);
    await db().update(orderLink).set(waitsOver);
    await createOrder(id);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "unknown" });
    expect(await world.calls(routes.order)).toBe(1);
  },
);

test("F36: a clock that is set back does not make an old reading of a receipt pass for a new one", async () => {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop);
  const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
  await pullPage(opened?.pullId ?? "");
  await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  const { id = "" } = (await world.linkOf(receiptId)) ?? {};
  await createOrder(id);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "skipped", skipReason: "canceled" });
});

test("F16: an order that CartonCloud refuses as a duplicate is adopted by the id it names", async () => {
  const [shop] = await world.begin();
  await world.cartonCloud.control("PUT", "/settings", { searchDelayMs: 600_000 });
  await world.cartonCloud.fault({ route: routes.order, when: "after", fault: { kind: "reset" } });
  const [receiptId = ""] = await world.place(shop);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
  expect(await world.calls(routes.order)).toBe(2);
  expect(await world.ordersOf(receiptId)).toHaveLength(1);
});

test("F17: an order that CartonCloud takes as rejected is held with its messages and not sent again", async () => {
  const [shop] = await world.begin();
  await world.cartonCloud.control("POST", "/products", {
    customerId: customers[0].id,
    code: "MUG-FOG",
    active: false,
  });
  const [receiptId = ""] = await world.place(shop, { lines: [{ listingId: 81000001 }] });
  expect(await world.settled()).toEqual([]);
  const link = await world.linkOf(receiptId);
  expect(link).toMatchObject({ state: "held", holdReason: "order_rejected" });
  expect(link?.reasonDetail?.messages).not.toEqual([]);
  await drain();
  expect(await world.calls(routes.order)).toBe(1);
});

test("F18: orders wait, and the connection says so, while CartonCloud refuses the API client", async () => {
  const [shop] = await world.begin();
  const client = (active: boolean) =>
    world.cartonCloud.control("POST", "/clients", { clientId: cartonCloudTenant.clientId, active });
  await client(false);
  await world.place(shop, { count: 3 });
  for (let time = 0; time < 3; time++) {
    await passTime();
    await round();
  }
  expect(await world.calls(routes.order)).toBe(0);
  const [connection] = await db().select().from(cartonCloudConnection);
  expect(connection).toMatchObject({ status: "failed", lastError: expect.stringMatching(/./) });
  expect((await world.links()).map(({ state }) => state)).toEqual(Array(3).fill("received"));
  expect((await world.links()).every(({ lastError }) => lastError)).toBe(true);
  await client(true);
  expect(await world.settled()).toEqual([]);
});

test("F18: a customer or warehouse that is gone holds the order with the reason and is asked once", async () => {
  const [shop] = await world.begin();
  await customer({ enabled: false });
  const [gone = ""] = await world.place(shop);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(gone)).toMatchObject({ state: "held", holdReason: "refused" });
  expect(await world.calls(routes.order)).toBe(1);
  await customer({ enabled: true, warehouseIds: [] });
  const [closed = ""] = await world.place(shop);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(closed)).toMatchObject({ state: "held" });
  expect(await world.calls(routes.order)).toBe(2);
});

test("F19: orders that CartonCloud puts off with 429 are all made in the end, each once", async () => {
  const [shop] = await world.begin();
  await takeSameReferenceTwice();
  await world.cartonCloud.fault({
    route: routes.order,
    times: 5,
    when: "before",
    fault: { kind: "status", status: 429, headers: { "retry-after": "1" } },
  });
  await world.place(shop, { count: 6 });
  expect(await world.settled()).toEqual([]);
  expect(await world.calls(routes.order)).toBe(11);
});

test("F19: under the real limit eight runs at once keep their turns: none of CartonCloud's answers is a 429", async () => {
  const [shop] = await world.begin();
  // Turns are two seconds apart; on a busy machine a post leaves up to half a second late.
  await world.cartonCloud.control("PUT", "/settings", {
    ordersPerMinute: 30,
    ordersMinIntervalMs: 1500,
  });
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 30 });
  await world.place(shop, { count: 4 });
  await round();
  await passTime();
  const links = await world.links();
  await Promise.all([...links, ...links].map(({ id }) => createOrder(id)));
  expect(await world.settled()).toEqual([]);
  const answers = await world.cartonCloud.journal(routes.order);
  expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(201));
});

test("F48: after a day without CartonCloud every order is made, and none was sent twice", async () => {
  const [shop] = await world.begin(1);
  await takeSameReferenceTwice();
  await world.cartonCloud.fault({
    route: "*",
    times: "always",
    when: "before",
    fault: { kind: "status", status: 503 },
  });
  await world.place(shop, {
    count: 30,
    createdAt: Math.floor(Date.now() / 1000) - 3600,
    stepSeconds: 60,
  });
  // A day of them at full size: a try waits for half an hour at most.
  const rounds = full ? 48 : 6;
  for (let time = 0; time < rounds; time++) {
    await passTime();
    await round();
  }
  expect(await world.calls(routes.order)).toBe(0);
  expect((await world.cartonCloud.journal()).length).toBeLessThanOrEqual(rounds * 2 * 31);
  expect(
    (await world.links()).every(({ lastError, state }) => lastError && state === "received"),
  ).toBe(true);
  await world.clearFaults();
  expect(await world.settled()).toEqual([]);
  expect(await world.calls(routes.order)).toBe(30);
});

test("F48: after an outage what has piled up goes oldest receipts first, within the limit and without a rush", async () => {
  const [shop] = await world.begin();
  // More than CartonCloud takes in a minute, where there is the time for it.
  const count = full ? 35 : 6;
  await world.place(shop, {
    count,
    createdAt: Math.floor(Date.now() / 1000) - 3600,
    stepSeconds: 60,
  });
  await world.cartonCloud.fault({
    route: "*",
    times: "always",
    when: "before",
    fault: { kind: "status", status: 503 },
  });
  await round();
  expect((await world.links()).every(({ lastError }) => lastError)).toBe(true);
  await world.clearFaults();
  await world.cartonCloud.control("DELETE", "/journal");
  const limit = { ordersPerMinute: 30, ordersMinIntervalMs: 1500 };
  await world.cartonCloud.control("PUT", "/settings", limit);
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 30 });
  await passTime();
  // All are due at this moment, and two job runners learn of it.
  const run = async (runId: string) => {
    while ((await makeOrders(shop.organisationId, runId)).more);
  };
  await Promise.all([run(randomUUID()), run(randomUUID())]);

  const posts = await world.cartonCloud.journal(routes.order);
  expect(posts.map(({ status }) => status)).toEqual(Array(count).fill(201));
  const sent = posts.map(({ body }) => Number((body as Sent).references.customer));
  const inOrder = [...sent].sort((a, b) => a - b);
  // Four get ready at once: none leaves its place by more.
  expect(sent.every((id, at) => Math.abs(inOrder.indexOf(id) - at) <= 4)).toBe(true);
  const calls = (await world.cartonCloud.journal()).filter(({ route }) => !route.includes("oauth"));
  expect(calls.length).toBeLessThanOrEqual(2.1 * count + 1);
  const began = Date.parse(posts[0]?.at ?? "");
  // Before the second turn comes, a handful has got ready, not all that waited.
  const early = calls.filter(({ at }) => Date.parse(at) < began + 1500);
  expect(early.length).toBeLessThanOrEqual(6);
  expect(await world.settled()).toEqual([]);
}, 180_000);
