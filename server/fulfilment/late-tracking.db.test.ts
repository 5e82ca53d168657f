import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { defaultFulfilment } from "@/server/integrations/schema";
import type { Scope } from "@/server/people/scope";
import { enterTracking } from "./by-hand";

const abroad = { address: { country: "DE", state: null } };
let world: World;
let scope: Scope;

beforeAll(async () => {
  world = await openWorld();
  scope = await adminOf((await world.connect()).organisationId);
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const settings = (waitHours: number, afterwards: "complete" | "hold") =>
  db()
    .update(integration)
    .set({ fulfilment: { ...defaultFulfilment, withoutTracking: { waitHours, afterwards } } });

async function dispatched(parcels: object[], spec: Record<string, unknown> = abroad) {
  const [receiptId = ""] = await world.placeOrders(spec);
  await world.drive();
  const orderId = (await world.linkOf(receiptId))?.outboundOrderId;
  await world.cartonCloud.control("POST", `/orders/${orderId}/dispatch`, { parcels });
  return { receiptId, orderId };
}

/** One attempt at each fulfilment that is due, with what was asked to wait for left waiting. */
async function deliverOnce() {
  await world.letPollCome();
  await world.drive({ rounds: 2 });
}

const refusal = (status: number, times: number | "always") =>
  world.etsy.fault({
    route: routes.tracking,
    when: "before",
    times,
    fault: { kind: "status", status, body: { error: "A tracking number is required" } },
  });

describe("a completion without tracking", () => {
  it("that Etsy refuses gives way to the tracking that a person enters, told once", async () => {
    await settings(0, "complete");
    const { receiptId } = await dispatched([]);
    await refusal(400, 1);
    await deliverOnce();
    const link = await world.linkOf(receiptId);
    expect(link).toMatchObject({ state: "held", holdReason: "tracking_required" });
    await enterTracking(scope, link?.id ?? "", { trackingCode: "JD 0123", carrier: "DHL" });
    await world.drive();
    expect(await world.codesTold(receiptId)).toEqual(["JD 0123"]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it("that came to nothing gives way to tracking that has come since: one mail, not two", async () => {
    await settings(0, "complete");
    const { receiptId, orderId } = await dispatched([]);
    await refusal(503, 1);
    await deliverOnce();
    expect(await db().select().from(shipment)).toMatchObject([{ trackingKey: "" }]);
    await world.cartonCloud.control("POST", `/orders/${orderId}/tracking`, {
      parcels: [{ carrier: "DHL", tracking: "JD0124" }],
    });
    await world.drive();
    expect(await world.codesTold(receiptId)).toEqual(["JD0124"]);
    expect(await db().select().from(shipment)).toMatchObject([{ trackingKey: "JD0124" }]);
  });

  it("that Etsy took in silence is not taken for lost tracking when the number comes later", async () => {
    await settings(0, "complete");
    const { receiptId, orderId } = await dispatched([]);
    await world.etsy.fault({ route: routes.tracking, when: "after", fault: { kind: "reset" } });
    await deliverOnce();
    await world.cartonCloud.control("POST", `/orders/${orderId}/tracking`, {
      parcels: [{ carrier: "DHL", tracking: "JD0125" }],
    });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed", holdReason: null });
    expect(await world.codesTold(receiptId)).toEqual(["JD0125"]);
  });
});

describe("two consignments of which one has no number yet", () => {
  const parcels = [{ carrier: "DHL", tracking: "JD0126" }, {}];

  it("are told one now and one when its number comes, each once", async () => {
    await settings(24, "complete");
    const { receiptId, orderId } = await dispatched(parcels);
    await deliverOnce();
    expect(await world.codesTold(receiptId)).toEqual(["JD0126"]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "dispatched" });
    await world.cartonCloud.control("POST", `/orders/${orderId}/tracking`, {
      parcels: [
        { carrier: "DHL", tracking: "JD0126" },
        { carrier: "DHL", tracking: "JD0127" },
      ],
    });
    await world.drive();
    expect(await world.codesTold(receiptId)).toEqual(["JD0126", "JD0127"]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it("are completed with the one number once the patience is over", async () => {
    await settings(0, "complete");
    const { receiptId } = await dispatched(parcels);
    await deliverOnce();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it("are done when a person enters the number that is missing", async () => {
    await settings(0, "hold");
    const { receiptId } = await dispatched(parcels);
    await deliverOnce();
    const link = await world.linkOf(receiptId);
    expect(link).toMatchObject({ state: "held", holdReason: "tracking_missing" });
    await enterTracking(scope, link?.id ?? "", { trackingCode: "JD0128", carrier: "DHL" });
    await world.drive();
    expect(await world.codesTold(receiptId)).toEqual(["JD0126", "JD0128"]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });
});

describe("the second of two parcels, whose post had no clear answer", () => {
  it("waits for two minutes before it is told again, as Etsy may show it yet", async () => {
    await settings(0, "complete");
    const { receiptId } = await dispatched([
      { carrier: "DHL", tracking: "JD0201" },
      { carrier: "DHL", tracking: "JD0202" },
    ]);
    await world.etsy.control("DELETE", "/journal");
    await world.etsy.fault({
      route: routes.tracking,
      when: "before",
      nth: 2,
      times: 1,
      fault: { kind: "status", status: 503 },
    });
    await deliverOnce();
    await db().update(orderLink).set({ nextAttemptAt: null });
    await world.drive({ rounds: 2 });
    expect(await world.etsy.journal(routes.tracking)).toHaveLength(2);
    await world.drive();
    const posts = await world.etsy.journal(routes.tracking);
    expect(posts.map(({ status }) => status)).toEqual([200, 503, 200]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });
});

it("every parcel of an order with more than a hundred is told, once", async () => {
  await settings(0, "complete");
  const parcels = Array.from({ length: 103 }, (_, nth) => ({
    carrier: "DHL",
    tracking: `JD${1000 + nth}`,
  }));
  const { receiptId } = await dispatched(parcels);
  await world.letPollCome();
  await world.drive();
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  const { shipments } = await world.etsy.control("GET", `/receipts/${receiptId}`);
  const told = (shipments as { code: string }[]).map(({ code }) => code);
  expect(told.toSorted()).toEqual(parcels.map(({ tracking }) => tracking));
});
