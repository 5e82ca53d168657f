import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { shipment } from "@/db/schema/order-link";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { defaultFulfilment } from "@/server/integrations/schema";
import { retryOrderLinks } from "@/server/orders/release";
import type { Scope } from "@/server/people/scope";
import { markDoneByHand, tellLaterParcels } from "./by-hand";
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
  await db().update(integration).set({ status: "active", fulfilment: defaultFulfilment });
});
const deny = (times: number | "always", status = 503) =>
  world.etsy.fault({
    route: routes.tracking,
    when: "before",
    times,
    fault: { kind: "status", status, body: { error: "no" } },
  });

describe("tracking", () => {
  it("a number that was corrected before Etsy was told is told alone", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await deny(1);
    await world.letPollCome();
    await world.drive({ rounds: 2 });
    expect(await world.codesTold(order.receiptId)).toEqual([]);
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [second] });
    await world.letPollCome();
    await world.drive();
    expect(await world.codesTold(order.receiptId)).toEqual([second.tracking]);
  });
  it("the same holds where Etsy had refused it and a person tries again", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await deny(1, 403);
    await world.letPollCome();
    await world.drive();
    expect((await world.linkOf(order.receiptId))?.holdReason).toBe("tracking_refused");
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [second] });
    await retryOrderLinks(admin, integrationId, [order.id]);
    await world.drive();
    expect(await world.codesTold(order.receiptId)).toEqual([second.tracking]);
  });
  it("a number that was taken back before Etsy was told is not told", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await deny(1, 403);
    await world.letPollCome();
    await world.drive();
    await world.onFloor(order.outboundOrderId, "tracking", {
      parcels: [{ carrier: "Australia Post", tracking: "" }],
    });
    await retryOrderLinks(admin, integrationId, [order.id]);
    await world.drive({ rounds: 3 });
    expect(await world.codesTold(order.receiptId)).toEqual([]);
  });
});

describe("done by hand", () => {
  it("a receipt that was completed by hand leaves nothing to be told", async () => {
    const order = await world.createdOrder();
    await world.etsy.control("POST", `/receipts/${order.receiptId}/ship`, {
      tracking_code: "HAND1",
      carrier_name: "usps",
    });
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
    const due = await db()
      .select()
      .from(shipment)
      .where(and(eq(shipment.orderLinkId, order.id), eq(shipment.state, "due")));
    await expect(tellLaterParcels(admin, order.id)).rejects.toMatchObject({ code: "conflict" });
    await world.drive();
    expect(due).toHaveLength(0);
  });
  it("nothing is left where the very number was entered by hand", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await deny(1, 403);
    await world.letPollCome();
    await world.drive();
    await world.etsy.control("POST", `/receipts/${order.receiptId}/ship`, {
      tracking_code: first.tracking,
      carrier_name: "australia-post",
    });
    expect(await markDoneByHand(admin, order.id)).toMatchObject({ verified: true });
    const due = await db()
      .select()
      .from(shipment)
      .where(and(eq(shipment.orderLinkId, order.id), eq(shipment.state, "due")));
    expect(due).toHaveLength(0);
  });
  it("is not taken for granted because a parcel of ours completed the receipt", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [first, second] });
    await deny(1, 403);
    await world.letLooksCome();
    for (const id of await lookAgain(organisationId)) await fulfilReceipt(id);
    expect((await world.linkOf(order.receiptId))?.holdReason).toBe("tracking_refused");
    expect(await markDoneByHand(admin, order.id)).toMatchObject({ verified: false });
  });
  it("nothing is sent on while completing is switched off", async () => {
    await db()
      .update(integration)
      .set({ fulfilment: { ...defaultFulfilment, laterTracking: "show" } });
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    await world.onFloor(order.outboundOrderId, "tracking", { parcels: [first, second] });
    await world.letLooksCome();
    await lookAgain(organisationId);
    await db()
      .update(integration)
      .set({ fulfilment: { ...defaultFulfilment, complete: false, laterTracking: "show" } });
    await expect(tellLaterParcels(admin, order.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking]);
  });
});
