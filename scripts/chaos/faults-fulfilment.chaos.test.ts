import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { POST } from "@/app/api/webhooks/cartoncloud/[organisationId]/route";
import { db } from "@/db/client";
import { cartonCloudWebhookKey } from "@/db/schema/cartoncloud-webhook";
import { integration } from "@/db/schema/integration";
import { shipment } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { adminOf } from "@/scripts/testing/admin-of";
import { asOwner } from "@/scripts/testing/as-owner";
import { routes } from "@/scripts/testing/routes";
import { env } from "@/server/env";
import { checkOrder } from "@/server/fulfilment/check-order";
import { fulfilReceipt } from "@/server/fulfilment/fulfil-receipt";
import { defaultFulfilment } from "@/server/integrations/schema";
import { findDueWork } from "@/server/orders/due-work";
import { makeWebhookKey } from "@/server/organisations/webhook-keys";
import { checkInvariants } from "./check-invariants";
import { drain } from "./drain";
import type { Shop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const parcel = { carrier: "Australia Post", tracking: "33ABC0000100010" };

/** A receipt whose outbound order is in CartonCloud. */
async function created(spec: Record<string, unknown> = {}) {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop, spec);
  await drain();
  return { shop, receiptId };
}

/** How often Etsy told the buyer of a parcel by mail. */
async function mails(receiptId: string): Promise<number> {
  const answer = await world.etsy.control("GET", `/mails?receipt_id=${receiptId}`);
  const sent = z.array(z.object({ subject: z.string() })).parse(answer.mails);
  return sent.filter(({ subject }) => /on its way/i.test(subject)).length;
}
const told = async () => {
  const body = z.object({ tracking_code: z.string(), carrier_name: z.string() });
  const posts = await world.etsy.journal(routes.tracking);
  return posts.filter(({ status }) => status === 200).map((post) => body.parse(post.body));
};
const patience = (waitHours: number, afterwards: "complete" | "hold") =>
  db()
    .update(integration)
    .set({ fulfilment: { ...defaultFulfilment, withoutTracking: { waitHours, afterwards } } });

/** The only key that the organisation's webhook may carry. */
async function keyOf({ organisationId }: Shop): Promise<string> {
  await db().delete(cartonCloudWebhookKey);
  return (await makeWebhookKey(await adminOf(organisationId))).key;
}

async function webhook({ organisationId }: Shop, key: string, orderId: string) {
  const body = { id: orderId, type: "OUTBOUND", status: "DISPATCHED", version: 99, references: {} };
  return POST(
    new Request(`http://localhost/api/webhooks/cartoncloud/${organisationId}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "API-Key": key },
    }),
    { params: Promise.resolve({ organisationId }) },
  );
}

test("F20: fifty calls at once, and as many runs, make one fulfilment", async () => {
  const { shop, receiptId } = await created();
  const key = await keyOf(shop);
  const [order] = await world.ordersOf(receiptId);
  const orderId = order?.order.id ?? "";
  await world.dispatch(receiptId, [parcel]);
  const fifty = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, act));
  const answers = await fifty(() => webhook(shop, key, orderId));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const link = await world.linkOf(receiptId);
  await fifty(async () => {
    await checkOrder(shop.organisationId, orderId);
    await fulfilReceipt(link?.id ?? "");
  });
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  expect(await mails(receiptId)).toBe(1);
});

test("F22: a body that was changed tells nothing: the order is read, and is not dispatched", async () => {
  const { shop, receiptId } = await created();
  const key = await keyOf(shop);
  const [order] = await world.ordersOf(receiptId);
  expect((await webhook(shop, key, order?.order.id ?? "")).status).toBe(202);
  await checkOrder(shop.organisationId, order?.order.id ?? "");
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "created", dispatchedAt: null });
  expect(await mails(receiptId)).toBe(0);
});

test("F22: a call that comes again after everything is done has no effect", async () => {
  const { shop, receiptId } = await created();
  const key = await keyOf(shop);
  const [order] = await world.ordersOf(receiptId);
  await world.dispatch(receiptId, [parcel]);
  expect((await webhook(shop, key, order?.order.id ?? "")).status).toBe(202);
  expect(await world.settled()).toEqual([]);
  const before = await world.linkOf(receiptId);
  for (let again = 0; again < 3; again++)
    expect((await webhook(shop, key, order?.order.id ?? "")).status).toBe(202);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  expect((await world.linkOf(receiptId))?.completedAt).toEqual(before?.completedAt);
  expect(await mails(receiptId)).toBe(1);
});

test("F23: without any webhook the next look finds the dispatch, within 15 minutes", async () => {
  const { shop, receiptId } = await created();
  const interval = env().DISPATCH_POLL_SECONDS * 1000;
  expect(interval).toBeLessThanOrEqual(15 * 60_000);
  await world.dispatch(receiptId, [parcel]);
  const polled = (at: number) =>
    db()
      .update(cartonCloudConnection)
      .set({ dispatchPolledAt: new Date(at) });
  await polled(Date.now());
  expect((await findDueWork()).dispatchChecks).toEqual([]);
  await polled(Date.now() - interval);
  expect((await findDueWork()).dispatchChecks).toEqual([{ organisationId: shop.organisationId }]);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
});

test("F26: a call that cannot be stored is no success, so that it is sent again, and nothing is lost", async () => {
  const { shop, receiptId } = await created();
  const key = await keyOf(shop);
  const [order] = await world.ordersOf(receiptId);
  await world.dispatch(receiptId, [parcel]);
  await asOwner("alter table order_link rename to order_link_away");
  try {
    await expect(webhook(shop, key, order?.order.id ?? "")).rejects.toThrow();
  } finally {
    await asOwner("alter table order_link_away rename to order_link");
  }
  expect((await webhook(shop, key, order?.order.id ?? "")).status).toBe(202);
  expect(await world.settled()).toEqual([]);
  expect(await mails(receiptId)).toBe(1);
});

const unclear = [
  ["a 500", { kind: "status", status: 500 }],
  ["a 503", { kind: "status", status: 503 }],
  ["a cut connection", { kind: "reset" }],
  ["half an answer", { kind: "half-json" }],
  ["an HTML page", { kind: "html" }],
  ["an empty answer", { kind: "empty" }],
] as const;

test.each(unclear)(
  "F27: a parcel that Etsy took and answered with %s is told once",
  async (_, fault) => {
    const { receiptId } = await created();
    await world.etsy.fault({ route: routes.tracking, when: "after", fault });
    await world.dispatch(receiptId, [parcel]);
    expect(await world.settled()).toEqual([]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
    expect(await mails(receiptId)).toBe(1);
  },
);

test("F28: tracking that comes after the dispatch is waited for, and told once", async () => {
  const { receiptId } = await created();
  await patience(24, "hold");
  await world.dispatch(receiptId, []);
  await drain(3);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "dispatched" });
  expect(await mails(receiptId)).toBe(0);
  const [order] = await world.ordersOf(receiptId);
  await world.cartonCloud.control("POST", `/orders/${order?.order.id}/tracking`, {
    parcels: [parcel],
  });
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  expect((await told()).map((one) => one.tracking_code)).toEqual([parcel.tracking]);
});

test("F28: tracking that never comes waits for a person, without a word to the buyer", async () => {
  const { receiptId } = await created();
  await patience(0, "hold");
  await world.dispatch(receiptId, []);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "held" });
  expect(await mails(receiptId)).toBe(0);
});

test("F28: each of two parcels is told once, whatever fails between them", async () => {
  const { receiptId } = await created();
  const second = { ...parcel, tracking: "33ABC0000100011" };
  await world.etsy.fault({
    route: routes.tracking,
    when: "after",
    nth: 2,
    fault: { kind: "reset" },
  });
  await world.dispatch(receiptId, [parcel, second]);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "completed" });
  expect(await mails(receiptId)).toBe(2);
});

test.each(["cancel", "refund"])(
  "F29: a receipt with a %s between import and dispatch is flagged, and Etsy is told nothing",
  async (act) => {
    const { receiptId } = await created();
    await world.etsy.control(
      "POST",
      `/receipts/${receiptId}/${act}`,
      act === "refund" ? { touch: true } : {},
    );
    await drain(3);
    expect((await world.linkOf(receiptId))?.stopShipAt).not.toBeNull();
    await world.dispatch(receiptId, [parcel]);
    expect(await world.settled()).toEqual([]);
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "receipt_canceled",
    });
    expect(await world.calls(routes.tracking)).toBe(0);
    expect(await mails(receiptId)).toBe(0);
    expect(await checkInvariants(world)).toEqual([]);
  },
);

test("F30: a carrier that Etsy does not know is told as another one, and kept as CartonCloud writes it", async () => {
  const { receiptId } = await created();
  await world.dispatch(receiptId, [{ carrier: "Zippy Bikes", tracking: "ZB-1" }]);
  expect(await world.settled()).toEqual([]);
  expect(await told()).toEqual([{ tracking_code: "ZB-1", carrier_name: "other" }]);
  expect(await db().select().from(shipment)).toMatchObject([
    { carrier: "Zippy Bikes", etsyCarrierName: "other", state: "told" },
  ]);
});
