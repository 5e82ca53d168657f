import { and, eq, inArray, ne } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { claimOrderLink } from "./claim";
import { createOrder } from "./create-order";
import { pullPage } from "./pull-page";
import { readAgain } from "./read-again";
import { openPull } from "./request-pull";

const longAgo = new Date(Date.now() - 10 * 60_000);
let world: World;
let integrationId: string;
/** Each test has half an hour of its own, so that no page shows the receipts of another. */
let placedAt = Math.floor(Date.now() / 1000) - 6 * 3600;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(() => world.clear());

/** Ids of order links whose receipts were read ten minutes ago, in the order in which they were placed. */
async function readLongAgo(count: number): Promise<{ linkIds: string[]; receiptIds: string[] }> {
  placedAt += 1800;
  const since = new Date(placedAt * 1000);
  await db().update(integration).set({ importSince: since, pullCursor: since });
  const receiptIds = await world.placeOrders({ count, createdAt: placedAt, stepSeconds: 3 });
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  while ((await pullPage(opened?.pullId ?? "")).more);
  const mine = inArray(orderLink.receiptId, receiptIds);
  await db().update(orderLink).set({ receiptReadAt: longAgo }).where(mine);
  const rows = await db().select().from(orderLink).where(mine).orderBy(orderLink.receiptCreatedAt);
  await world.etsy.control("DELETE", "/journal");
  return { linkIds: rows.map(({ id }) => id), receiptIds };
}

async function etsyCalls(): Promise<{ pages: number; receipts: number }> {
  const of = async (route: string) => (await world.etsy.journal(route)).length;
  return { pages: await of(routes.page), receipts: await of(routes.receipt) };
}

describe("receipts that wait long for their orders", () => {
  it("are read again by the page, a hundred in one call, and all become orders", async () => {
    const { linkIds } = await readLongAgo(150);
    for (const id of linkIds)
      expect(await createOrder(id)).toMatchObject({ state: "created", retryInMs: null });
    expect(await etsyCalls()).toEqual({ pages: 2, receipts: 0 });
  });

  it("share one page when four orders are made at once", async () => {
    const { linkIds } = await readLongAgo(12);
    const [first = "", ...others] = linkIds.slice(0, 4);
    const earliest = createOrder(first);
    // A page begins at the earliest receipt that is claimed when it is asked for.
    const claimed = and(eq(orderLink.id, first), ne(orderLink.attempts, 0));
    await expect.poll(() => db().$count(orderLink, claimed), { interval: 1 }).toBe(1);
    await Promise.all([earliest, ...others.map((id) => createOrder(id))]);
    expect(await etsyCalls()).toEqual({ pages: 1, receipts: 0 });
    const states = (await world.links()).map(({ state }) => state);
    expect(states.filter((state) => state === "created")).toHaveLength(4);
  });

  it("are found in a page that came while their run was under way", async () => {
    const { linkIds, receiptIds } = await readLongAgo(8);
    const slow = await claimOrderLink(linkIds[2] ?? "", ["received"]);
    if (!slow) throw new Error("The order link cannot be claimed.");
    await createOrder(linkIds[0] ?? "");
    const receipt = await readAgain(slow, slow.integration.etsyShopId ?? 0);
    expect(receipt?.receiptId).toBe(receiptIds[2]);
    expect(await etsyCalls()).toEqual({ pages: 1, receipts: 0 });
  });

  it("become what they are in Etsy by then: canceled, refunded unseen, sent elsewhere", async () => {
    const { linkIds, receiptIds } = await readLongAgo(8);
    const [, , canceled, refunded, moved] = receiptIds;
    await world.etsy.control("POST", `/receipts/${canceled}/cancel`);
    await world.etsy.control("POST", `/receipts/${refunded}/refund`, { touch: false });
    await world.etsy.control("POST", `/receipts/${moved}/address`, {
      firstLine: "9 Other Road",
      touch: false,
    });
    for (const id of linkIds) await createOrder(id);
    expect(await etsyCalls()).toEqual({ pages: 1, receipts: 0 });
    for (const receiptId of [canceled, refunded]) {
      expect((await world.linkOf(receiptId ?? ""))?.state).toBe("skipped");
      expect(await world.ordersOf(receiptId ?? "")).toHaveLength(0);
    }
    expect(JSON.stringify(await world.ordersOf(moved ?? ""))).toContain("9 Other Road");
  });

  it("are read again once more when the page itself has grown old", async () => {
    const { linkIds, receiptIds } = await readLongAgo(6);
    const [first = "", second = "", ...others] = linkIds;
    await createOrder(first);
    await world.etsy.control("POST", `/receipts/${receiptIds[1]}/cancel`);
    await db()
      .update(orderLink)
      .set({ receiptReadAt: longAgo })
      .where(inArray(orderLink.id, [second, ...others]));
    expect(await createOrder(second)).toMatchObject({ state: "skipped" });
    expect(await etsyCalls()).toEqual({ pages: 2, receipts: 0 });
  });
});

describe("a page that is read for an order", () => {
  it("leaves alone what another run works on, what is made, and what was read since", async () => {
    const { linkIds } = await readLongAgo(10);
    const [first = "", claimed = "", made = "", fresh = "", waits = ""] = linkIds;
    const soon = new Date(Date.now() + 60_000);
    const set = (id: string, values: Partial<typeof orderLink.$inferInsert>) =>
      db().update(orderLink).set(values).where(eq(orderLink.id, id));
    await set(claimed, { leaseUntil: soon });
    await set(made, { state: "created", outboundOrderId: made });
    await set(fresh, { receiptReadAt: soon });
    await createOrder(first);
    const at = new Map((await world.links()).map(({ id, receiptReadAt }) => [id, receiptReadAt]));
    expect(at.get(claimed)).toEqual(longAgo);
    expect(at.get(made)).toEqual(longAgo);
    expect(at.get(fresh)).toEqual(soon);
    expect(Number(at.get(waits))).toBeGreaterThan(Date.now() - 60_000);
  });

  it("is not read for a receipt that waits alone", async () => {
    const { linkIds } = await readLongAgo(1);
    await createOrder(linkIds[0] ?? "");
    expect(await etsyCalls()).toEqual({ pages: 0, receipts: 1 });
  });

  it("is done without when Etsy cannot give it: the receipt is read by itself", async () => {
    const { linkIds } = await readLongAgo(6);
    await world.etsy.fault({ route: routes.page, when: "after", fault: { kind: "half-json" } });
    expect(await createOrder(linkIds[0] ?? "")).toMatchObject({ state: "created" });
    expect(await etsyCalls()).toEqual({ pages: 1, receipts: 1 });
  });

  it("ends the attempt when Etsy asks to wait, without another call", async () => {
    const { linkIds } = await readLongAgo(6);
    const fault = { kind: "status", status: 429, body: { error: "Exceeded" } };
    await world.etsy.fault({ route: routes.page, when: "before", fault });
    expect(await createOrder(linkIds[0] ?? "")).toMatchObject({ state: "received" });
    expect(await etsyCalls()).toEqual({ pages: 1, receipts: 0 });
  });

  it("does not hide that Etsy has the receipt no more", async () => {
    const { linkIds } = await readLongAgo(6);
    const gone = { kind: "status", status: 404, body: { error: "Resource not found" } };
    await world.etsy.fault({ route: routes.receipt, when: "before", fault: gone });
    const empty = { kind: "status", status: 200, body: { count: 0, results: [] } };
    await world.etsy.fault({ route: routes.page, when: "before", fault: empty });
    await createOrder(linkIds[0] ?? "");
    const [row] = await db()
      .select()
      .from(orderLink)
      .where(eq(orderLink.id, linkIds[0] ?? ""));
    expect(row).toMatchObject({ state: "held", holdReason: "receipt_gone" });
  });
});
