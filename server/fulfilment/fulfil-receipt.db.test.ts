import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { defaultFulfilment } from "@/server/integrations/schema";

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.connect();
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.clear();
  await settings({ withoutTracking: { waitHours: 0, afterwards: "hold" } });
});

const settings = (changes: object) =>
  db()
    .update(integration)
    .set({ nextPullAt: new Date(0), fulfilment: { ...defaultFulfilment, ...changes } });

type EtsyReceipt = { shipments: { tracking_code?: string; code?: string }[]; mails: unknown[] };
const etsyReceipt = async (receiptId: string) =>
  (await world.etsy.control("GET", `/receipts/${receiptId}`)) as unknown as EtsyReceipt;

async function dispatched(parcels?: object[], spec: Record<string, unknown> = {}) {
  const [receiptId = ""] = await world.placeOrders(spec);
  await world.drive();
  const orderId = (await world.linkOf(receiptId))?.outboundOrderId;
  await world.cartonCloud.control(
    "POST",
    `/orders/${orderId}/dispatch`,
    parcels ? { parcels } : {},
  );
  return { receiptId, orderId };
}

/** The poll interval passes. */
async function deliver() {
  await world.letPollCome();
  await world.drive();
}

const told = async (receiptId: string) =>
  (await world.etsy.journal(routes.tracking)).filter(({ path }) => path.includes(receiptId));

describe("a dispatched order", () => {
  it("completes its receipt with carrier and tracking, once", async () => {
    const { receiptId } = await dispatched([{ carrier: "Australia Post", tracking: "AP 123-456" }]);
    await deliver();
    await deliver();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
    const calls = await told(receiptId);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.body).toMatchObject({
      tracking_code: "AP 123-456",
      carrier_name: "australia-post",
    });
    const [connection] = await db().select().from(etsyConnection);
    expect(connection?.trackingAllowed).toBe("yes");
    expect(await world.timeline(receiptId)).toEqual([
      "receipt.stored",
      "order.created",
      "dispatched",
      "parcel.told",
      "completed",
    ]);
  });

  it("tells each of three parcels once", async () => {
    const { receiptId } = await dispatched([
      { carrier: "UPS", tracking: "1Z999AA10123456784" },
      { carrier: "UPS", tracking: "1Z999AA10123456785" },
      { carrier: "UPS", tracking: "1z999aa10123456785" },
      { carrier: "Bob's bikes", tracking: "B-1" },
    ]);
    await deliver();
    const codes = (await told(receiptId)).map(
      ({ body }) => (body as { carrier_name: string }).carrier_name,
    );
    expect(codes.sort()).toEqual(["other", "ups", "ups"]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it.each(["reset", "half-json", "html", "empty"])(
    "is not told twice when Etsy takes the tracking and then answers with %s",
    async (kind) => {
      const { receiptId } = await dispatched();
      await world.etsy.fault({ route: routes.tracking, when: "after", fault: { kind } });
      await deliver();
      expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
      expect((await etsyReceipt(receiptId)).shipments).toHaveLength(1);
      expect(await told(receiptId)).toHaveLength(1);
      expect(await world.timeline(receiptId)).toContain("parcel.found");
    },
  );

  it("is told again after an answer that came to nothing", async () => {
    const { receiptId } = await dispatched();
    await world.etsy.fault({
      route: routes.tracking,
      when: "before",
      fault: { kind: "status", status: 503, body: { error: "down" } },
    });
    await deliver();
    expect((await etsyReceipt(receiptId)).shipments).toHaveLength(1);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it("is left alone in Etsy when the integration does not complete receipts", async () => {
    const { receiptId } = await dispatched();
    await settings({ complete: false });
    await deliver();
    expect(await told(receiptId)).toHaveLength(0);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it("is held for a person when Etsy says canceled", async () => {
    const { receiptId } = await dispatched();
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    await deliver();
    expect(await told(receiptId)).toHaveLength(0);
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "receipt_canceled",
    });
  });

  it("is not told over a completion by hand", async () => {
    const { receiptId } = await dispatched();
    await world.etsy.control("POST", `/receipts/${receiptId}/ship`, {
      tracking_code: "HAND-1",
      carrier_name: "usps",
    });
    await deliver();
    expect(await told(receiptId)).toHaveLength(0);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });
});

describe("a dispatch without tracking", () => {
  it("is held where Etsy demands tracking, before Etsy is called", async () => {
    await settings({ withoutTracking: { waitHours: 0, afterwards: "complete" } });
    const { receiptId } = await dispatched([], { address: { country: "US", state: "CA" } });
    await deliver();
    expect(await told(receiptId)).toHaveLength(0);
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "tracking_required",
    });
  });

  it("completes without where the integration says so and Etsy allows it", async () => {
    const { receiptId } = await dispatched([], { address: { country: "DE", state: null } });
    await settings({ withoutTracking: { waitHours: 0, afterwards: "complete" } });
    await deliver();
    const [call] = await told(receiptId);
    expect(call?.body).not.toHaveProperty("tracking_code");
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  });

  it("is held where the integration says so, and goes on with tracking that came later", async () => {
    const { receiptId, orderId } = await dispatched([{}], {
      address: { country: "DE", state: null },
    });
    await deliver();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "tracking_missing",
    });
    await world.cartonCloud.control("POST", `/orders/${orderId}/tracking`, {
      parcels: [{ carrier: "DHL", tracking: "JD0123" }],
    });
    await db()
      .update(orderLink)
      .set({ state: "dispatched" })
      .where(eq(orderLink.receiptId, receiptId));
    await world.drive();
    expect((await told(receiptId))[0]?.body).toMatchObject({ tracking_code: "JD0123" });
  });
});

describe("an app that may not complete receipts", () => {
  it("marks the connection, holds the order, and does not try again", async () => {
    const { receiptId } = await dispatched();
    await world.etsy.fault({
      route: routes.tracking,
      when: "before",
      times: "always",
      fault: { kind: "status", status: 403, body: { error: "Unauthorized" } },
    });
    await deliver();
    await deliver();
    expect(await told(receiptId)).toHaveLength(1);
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "tracking_refused",
    });
    const [connection] = await db().select().from(etsyConnection);
    expect(connection?.trackingAllowed).toBe("no");
  });
});
