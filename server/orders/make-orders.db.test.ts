import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { makeOrders } from "./make-orders";
import { nextOrders } from "./next-orders";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

let world: World;
let integrationId: string;
let organisationId: string;
/** Each test has half an hour of its own, so that no pull reads the receipts of another. */
let createdAt = Math.floor(Date.now() / 1000) - 6 * 3600;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId, organisationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const atRate = (orderPostsPerMinute: number) =>
  db().update(cartonCloudConnection).set({
    orderPostsPerMinute,
    nextOrderPostAt: null,
    orderMaker: null,
    orderMakerUntil: null,
  });

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

const make = (limits = {}) => makeOrders(organisationId, randomUUID(), limits);

it("sixty orders at once cost two calls each, keep the rate and go oldest first", async () => {
  await atRate(240);
  const ids = await stored(60);
  const began = Date.now();
  expect(await make({ windowMs: 30_000 })).toEqual({
    attempts: 60,
    dispatched: [],
    more: false,
    retryInMs: null,
  });
  // Sixty posts, a quarter of a second apart.
  expect(Date.now() - began).toBeGreaterThanOrEqual(59 * 250 - 50);
  expect(await world.cartonCloud.journal(routes.order)).toHaveLength(60);
  expect((await world.cartonCloud.journal()).length).toBeLessThanOrEqual(2.1 * 60);
  const made = await db().select().from(orderLink).orderBy(orderLink.orderCreatedAt);
  const places = made.map(({ id }, at) => Math.abs(ids.indexOf(id) - at));
  expect(Math.max(...places)).toBeLessThanOrEqual(8);
});

it("ends when its time is over, says that there is more, and asks nobody for what has no turn yet", async () => {
  await atRate(30);
  await stored(10);
  const made = await make({ windowMs: 1000 });
  expect(made.more).toBe(true);
  // Turns within four seconds are near.
  expect(made.attempts).toBeLessThanOrEqual(4);
  expect(await world.cartonCloud.journal()).toHaveLength(2 * made.attempts);
});

it("one run at a time is at it; another is turned away and leaves its orders to the first", async () => {
  await atRate(600);
  await stored(20);
  const first = make();
  await new Promise((resume) => setTimeout(resume, 300));
  expect(await make()).toMatchObject({ attempts: 0, more: false });
  expect(await first).toMatchObject({ attempts: 20, more: false });
  expect(await make()).toMatchObject({ attempts: 0 });
});

it("a run that still has work keeps its place between two windows, and gives it up with its last", async () => {
  await atRate(240);
  await stored(20);
  const runId = randomUUID();
  expect((await makeOrders(organisationId, runId, { windowMs: 100 })).more).toBe(true);
  expect(await make({ windowMs: 100 })).toMatchObject({ attempts: 0, more: false });
  await makeOrders(organisationId, runId, { windowMs: 100, last: true });
  await db().update(cartonCloudConnection).set({ nextOrderPostAt: null });
  expect((await make({ windowMs: 100 })).attempts).toBeGreaterThan(0);
});

it("the place of a run that ended without a word is free after a minute", async () => {
  await atRate(6000);
  await stored(1);
  await db()
    .update(cartonCloudConnection)
    .set({
      orderMaker: "a run that was killed",
      orderMakerUntil: new Date(Date.now() + 60_000),
    });
  expect((await make()).attempts).toBe(0);
  await db()
    .update(cartonCloudConnection)
    .set({ orderMakerUntil: new Date(Date.now() - 1) });
  expect((await make()).attempts).toBe(1);
});

it("what was put off for minutes is waited for, and the way is free for others meanwhile", async () => {
  await atRate(6000);
  await stored(1);
  await world.cartonCloud.fault({
    route: routes.order,
    when: "before",
    fault: { kind: "status", status: 429 },
  });
  const { attempts, more, retryInMs } = await make();
  expect({ attempts, more }).toEqual({ attempts: 1, more: false });
  expect(retryInMs).toBeGreaterThan(0);
  await world.clearFaults();
  const [id = ""] = await stored(1);
  expect(await make()).toMatchObject({ attempts: 1 });
  const [row] = await db().select().from(orderLink).where(eq(orderLink.id, id));
  expect(row?.state).toBe("created");
});

it("what a killed run was at is waited for, until its lease is over", async () => {
  await atRate(6000);
  await stored(2);
  const [one] = await db().select().from(orderLink);
  await db()
    .update(orderLink)
    .set({ leaseUntil: new Date(Date.now() + 50_000) })
    .where(eq(orderLink.id, one?.id ?? ""));
  const { attempts, retryInMs } = await make();
  expect(attempts).toBe(1);
  expect(retryInMs).toBeGreaterThan(40_000);
});

it("shops take turns: who was served longest ago goes first, each with its oldest receipt", async () => {
  await atRate(6000);
  const ids = await stored(4);
  expect(await nextOrders(organisationId, 3)).toEqual(ids.slice(0, 3));
  const [mapleShop] = await db().select().from(integration);
  if (!mapleShop) throw new Error("The demo shop is not there.");
  const [other] = await db()
    .insert(integration)
    .values({ ...mapleShop, id: randomUUID(), etsyShopId: 1, name: "Another" })
    .returning();
  if (!other) throw new Error("The other shop is not there.");
  await db().execute(sql`
    insert into order_link (organisation_id, customer_id, integration_id, receipt_id, receipt_status,
      receipt_read_at, receipt_created_at, receipt_updated_at, item_quantity)
    select organisation_id, customer_id, id, n::text, 'Paid', now(), now(), now(), 1
    from integration, generate_series(1, 2) n where id = ${other.id}`);
  const of = async (most: number) => {
    const turns = await nextOrders(organisationId, most);
    const rows = await db().select().from(orderLink).where(inArray(orderLink.id, turns));
    return turns.map((id) => rows.find((row) => row.id === id)?.integrationId);
  };
  const [mine, theirs] = [integrationId, other.id];
  expect(await of(6)).toEqual([mine, theirs, mine, theirs, mine, mine]);
  await db()
    .update(orderLink)
    .set({ createSentAt: new Date(), state: "created" })
    .where(eq(orderLink.id, ids[0] ?? ""));
  expect(await of(5)).toEqual([theirs, mine, theirs, mine, mine]);
});
