import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { pause, resume } from "@/server/integrations/lifecycle";
import { defaultFulfilment } from "@/server/integrations/schema";
import { retryOrderLinks } from "@/server/orders/release";
import type { Scope } from "@/server/people/scope";
import { tellLaterParcels } from "./by-hand";
import { fulfilReceipt } from "./fulfil-receipt";
import { lookAgain } from "./look-again";

const first = { carrier: "Australia Post", tracking: "33ABC0000100010" };
const second = { carrier: "Australia Post", tracking: "33ABC0000100011" };
let world: World;
let admin: Scope;
let organisationId: string;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ organisationId, id: integrationId } = await world.connect());
  admin = await adminOf(organisationId);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await policy("tell");
});

const policy = (laterTracking: "tell" | "show") =>
  db()
    .update(integration)
    .set({ fulfilment: { ...defaultFulfilment, laterTracking } });

async function completed(parcels: object[] = [first]) {
  const order = await world.createdOrder();
  await world.onFloor(order.outboundOrderId, "dispatch", { parcels });
  await world.letPollCome();
  await world.drive();
  expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
  return order;
}
/** Half a day passes for the looks; the poll is not due. */
async function look(): Promise<string[]> {
  await world.letLooksCome();
  const due = await lookAgain(organisationId);
  for (const id of due) await fulfilReceipt(id);
  return due;
}
const calls = async (route: string) => (await world.cartonCloud.journal(route)).length;

describe("an order that is out", () => {
  it("is found dispatched where the poll has passed it by", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    const tomorrow = new Date(Date.now() + 86_400_000);
    await db()
      .update(cartonCloudConnection)
      .set({ dispatchCursor: tomorrow, dispatchPolledAt: null });
    await world.drive();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "created" });
    expect(await look()).toEqual([order.id]);
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
    await db().update(cartonCloudConnection).set({ dispatchCursor: null });
  });

  it("costs one search for many, every six hours, and nothing in between", async () => {
    await world.placeOrders({ count: 30 });
    await world.drive();
    const before = await calls(routes.search);
    expect(await look()).toEqual([]);
    expect(await calls(routes.search)).toBe(before + 1);
    expect(await lookAgain(organisationId)).toEqual([]);
    expect(await calls(routes.search)).toBe(before + 1);
    for (const { lookAgainAt } of await world.links())
      expect(+(lookAgainAt ?? 0) - Date.now()).toBeGreaterThan(5 * 3_600_000);
  });

  it("is looked at while it waits for a person too, and goes its way where it is mended or there after all", async () => {
    const rejected = await world.createdOrder();
    const gone = await world.createdOrder();
    await db()
      .update(orderLink)
      .set({ state: "held", holdReason: "order_rejected", outboundOrderVersion: -1 })
      .where(eq(orderLink.id, rejected.id));
    await db()
      .update(orderLink)
      .set({ state: "held", holdReason: "order_gone" })
      .where(eq(orderLink.id, gone.id));
    await look();
    for (const { receiptId } of [rejected, gone])
      expect(await world.linkOf(receiptId)).toMatchObject({ state: "created", holdReason: null });
  });

  it("is found dispatched while it waits for a person, where the poll has passed it by", async () => {
    const order = await world.createdOrder();
    await db()
      .update(orderLink)
      .set({ state: "held", holdReason: "lines_dropped" })
      .where(eq(orderLink.id, order.id));
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    expect(await look()).toEqual([order.id]);
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
  });

  it("is held where somebody deleted it, keeps its id, and is made anew when a person says so", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "delete");
    await look();
    expect(await world.linkOf(order.receiptId)).toMatchObject({
      state: "held",
      holdReason: "order_gone",
      outboundOrderId: order.outboundOrderId,
    });
    await retryOrderLinks(admin, integrationId, [order.id]);
    await world.drive();
    const link = await world.linkOf(order.receiptId);
    expect(link).toMatchObject({ state: "created" });
    expect(link?.outboundOrderId).not.toBe(order.outboundOrderId);
    expect(await world.ordersOf(order.receiptId)).toHaveLength(1);
  });

  it("goes on where it was not gone after all", async () => {
    const order = await world.createdOrder();
    const gone = { kind: "status", status: 404 };
    const none = { kind: "status", status: 200, body: [] };
    await world.cartonCloud.fault({ route: routes.search, when: "before", fault: none });
    await world.cartonCloud.fault({ route: routes.getOrder, when: "before", fault: gone });
    await look();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ holdReason: "order_gone" });
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
    expect(await world.ordersOf(order.receiptId)).toHaveLength(1);
  });

  it("is held where it was rejected after it was made", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "reject", { reason: "No stock" });
    await look();
    expect(await world.linkOf(order.receiptId)).toMatchObject({
      state: "held",
      holdReason: "order_rejected",
      outboundOrderStatus: "REJECTED",
    });
  });

  it("stops nobody else where CartonCloud fails for it", async () => {
    const order = await world.createdOrder();
    const fault = { kind: "status", status: 500 };
    await world.cartonCloud.fault({ route: routes.search, when: "before", times: "always", fault });
    await expect(look()).rejects.toThrow();
    const link = await world.linkOf(order.receiptId);
    expect(link).toMatchObject({ state: "created" });
    expect(+(link?.lookAgainAt ?? 0)).toBeGreaterThan(Date.now());
  });
});

describe("tracking that comes after the receipt is completed", () => {
  it("is told, once, where the integration tells it", async () => {
    const order = await completed();
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [second] });
    expect(await look()).toEqual([order.id]);
    expect(await look()).toEqual([]);
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking, second.tracking]);
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
    expect(await world.timeline(order.receiptId)).toContain("tracking.later");
  });

  it("is only shown where the integration does not, until a person has it told", async () => {
    await policy("show");
    const order = await completed();
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [second] });
    expect(await look()).toEqual([]);
    expect(await look()).toEqual([]);
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking]);
    const kinds = await world.timeline(order.receiptId);
    expect(kinds.filter((kind) => kind === "tracking.later")).toHaveLength(1);
    await tellLaterParcels(admin, order.id);
    await world.drive();
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking, second.tracking]);
    await expect(tellLaterParcels(admin, order.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("stays with a person where it was only shown, also when the integration tells what comes after it", async () => {
    const third = { ...first, tracking: "33ABC0000100012" };
    await policy("show");
    const order = await completed();
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [first, second] });
    await look();
    await policy("tell");
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [first, second, third] });
    expect(await look()).toEqual([order.id]);
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking, third.tracking]);
    await tellLaterParcels(admin, order.id);
    await world.drive();
    expect(await world.codesTold(order.receiptId)).toContain(second.tracking);
  });

  it("is told after a completion without any", async () => {
    await db()
      .update(integration)
      .set({
        fulfilment: {
          ...defaultFulfilment,
          withoutTracking: { waitHours: 0, afterwards: "complete" },
        },
      });
    const [receiptId = ""] = await world.placeOrders({ address: { country: "DE", state: null } });
    await world.drive();
    const orderId = (await world.linkOf(receiptId))?.outboundOrderId ?? "";
    await world.onFloor(orderId, "dispatch", { parcels: [] });
    await world.letPollCome();
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
    await world.onFloor(orderId, "tracking", { parcels: [second] });
    await look();
    expect(await world.codesTold(receiptId)).toEqual(["", second.tracking]);
  });

  it("is left alone where a person completed the receipt by hand", async () => {
    const order = await world.createdOrder();
    await world.etsy.control("POST", `/receipts/${order.receiptId}/ship`, {
      tracking_code: "HAND1",
      carrier_name: "usps",
    });
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    expect(await world.linkOf(order.receiptId)).toMatchObject({
      state: "completed",
      lookAgainAt: null,
    });
    expect(await look()).toEqual([]);
    expect(await world.codesTold(order.receiptId)).toEqual([]);
  });

  it("waits for the end of a pause", async () => {
    const order = await completed();
    await pause(admin, integrationId);
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [second] });
    await look();
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking]);
    await resume(admin, integrationId);
    await world.drive();
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking, second.tracking]);
  });

  it("is found by one search for many, and no more two weeks after the dispatch", async () => {
    const orders = [await completed(), await completed([second])];
    const before = await calls(routes.consignments);
    await look();
    expect(await calls(routes.consignments)).toBe(before + 1);
    await db()
      .update(orderLink)
      .set({ dispatchedAt: new Date(Date.now() - 15 * 86_400_000) });
    await look();
    for (const { receiptId } of orders)
      expect(await world.linkOf(receiptId)).toMatchObject({ lookAgainAt: null });
    const parcels = await db().select().from(shipment).where(eq(shipment.state, "told"));
    expect(parcels).toHaveLength(2);
  });
});
