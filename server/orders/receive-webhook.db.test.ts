import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/etsy/route";
import { db } from "@/db/client";
import { etsyWebhookDelivery, integration, pull } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { crashOnceAt } from "@/scripts/chaos/crash-once";
import { signWebhook } from "@/scripts/testing/sign-webhook";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { pullPage } from "./pull-page";
import { forgetOldDeliveries } from "./receive-webhook";
import { openPull } from "./request-pull";

const key = Buffer.from("the secret of this test");
let world: World;
let shopId: number;
let integrationId: string;

beforeAll(async () => {
  process.env.ETSY_WEBHOOK_SECRET = `whsec_${key.toString("base64")}`;
  world = await openWorld();
  const row = await world.connect();
  shopId = row.etsyShopId ?? 0;
  integrationId = row.id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await db().delete(etsyWebhookDelivery);
  await db()
    .update(integration)
    .set({ status: "active", nextPullAt: new Date(Date.now() + 3_600_000) });
});

function deliver(
  id: string,
  receiptId: string,
  change: { eventType?: string; shop?: number; signed?: boolean; padding?: number } = {},
) {
  const shop = change.shop ?? shopId;
  const body = JSON.stringify({
    event_type: change.eventType ?? "order.paid",
    resource_url: `https://api.etsy.com/v3/application/shops/${shop}/receipts/${receiptId}`,
    shop_id: shop,
    padding: "x".repeat(change.padding ?? 0),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signWebhook(key, { id, timestamp, rawBody: body });
  return POST(
    new Request("http://localhost/api/webhooks/etsy", {
      method: "POST",
      body,
      headers: {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": change.signed === false ? "v1,AAAA" : signature,
      },
    }),
  );
}
const pulls = () => db().select().from(pull);
const quiet = () =>
  db()
    .update(pull)
    .set({ touchedAt: new Date(0) });

it("makes a paid receipt an order long before the next pull is due", async () => {
  const [receiptId = ""] = await world.placeOrders();
  const answer = await deliver("m1", receiptId);
  expect(answer.status).toBe(202);
  expect(await pulls()).toMatchObject([{ state: "running", trigger: "webhook" }]);
  await quiet();
  await world.drive();
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
});

it("opens one pull for fifty deliveries of one message at once", async () => {
  const [receiptId = ""] = await world.placeOrders();
  const answers = await Promise.all(Array.from({ length: 50 }, () => deliver("m2", receiptId)));
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  expect(await pulls()).toHaveLength(1);
  expect(await db().select().from(etsyWebhookDelivery)).toHaveLength(1);
});

it("reads on at once when a message comes while a pull runs that began before it", async () => {
  const opened = await openPull(integrationId, { trigger: "schedule", userId: null });
  await new Promise((resume) => setTimeout(resume, 20));
  const [receiptId = ""] = await world.placeOrders();
  await deliver("m3", receiptId);
  await pullPage(opened?.pullId ?? "");
  const [row] = await db().select().from(integration);
  expect(+(row?.nextPullAt ?? 0)).toBeLessThanOrEqual(Date.now());
});

it("F31: is taken anew where the process ended before it was stored, and has its pull where it ended after", async () => {
  const [receiptId = ""] = await world.placeOrders();
  crashOnceAt("webhook.stored.before");
  await expect(deliver("m-cut", receiptId)).rejects.toThrow();
  expect(await db().select().from(etsyWebhookDelivery)).toHaveLength(0);
  expect(await pulls()).toHaveLength(0);
  crashOnceAt("webhook.stored.after");
  await expect(deliver("m-cut", receiptId)).rejects.toThrow();
  expect((await deliver("m-cut", receiptId)).headers.get("outcome")).toBe("ignored");
  expect(await pulls()).toMatchObject([{ state: "running", trigger: "webhook" }]);
  await quiet();
  await world.drive();
  expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
});

it.each([
  ["a wrong signature", { signed: false }, 401],
  ["more than 64 KB", { padding: 70_000 }, 413],
  ["an event that is not used", { eventType: "order.delivered" }, 202],
  ["another shop", { shop: 99 }, 202],
])("has no effect: %s", async (_what, change, status) => {
  const answer = await deliver("m4", "123", change);
  expect(answer.status).toBe(status);
  expect(await pulls()).toHaveLength(0);
  expect(await db().select().from(etsyWebhookDelivery)).toHaveLength(0);
});

it("reads nothing for the tracking that the product itself told", async () => {
  const [receiptId = ""] = await world.placeOrders();
  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.drive();
  await db().delete(pull);
  await db().update(orderLink).set({ state: "completed" });
  const answer = await deliver("m5", receiptId, { eventType: "order.shipped" });
  expect(answer.headers.get("outcome")).toBe("ignored");
  expect(await pulls()).toHaveLength(0);
});

it("leaves a paused integration alone", async () => {
  await db().update(integration).set({ status: "paused" });
  expect((await deliver("m6", "123")).headers.get("outcome")).toBe("ignored");
  expect(await pulls()).toHaveLength(0);
});

it("follows what Etsy itself sends: a placed order is read at once, one of our own parcels is not", async () => {
  const receiver = createServer(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const taken = await POST(
      new Request("http://localhost/api/webhooks/etsy", {
        method: "POST",
        body: Buffer.concat(chunks),
        headers: Object.fromEntries(headers),
      }),
    );
    answer.writeHead(taken.status).end();
  });
  await new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready));
  const { port } = receiver.address() as AddressInfo;
  await world.etsy.control("PUT", "/settings", {
    webhookUrl: `http://127.0.0.1:${port}`,
    webhookSecret: `whsec_${key.toString("base64")}`,
  });
  const answered = async (count: number) => {
    for (let tries = 0; tries < 200; tries++) {
      const { deliveries } = await world.etsy.control("GET", "/webhooks");
      const told = (deliveries as { event: string; attempts: number[] }[]).filter(
        ({ attempts }) => attempts.length > 0,
      );
      if (told.length >= count) return told;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error("The stand-in sent nothing.");
  };
  try {
    const [receiptId = ""] = await world.placeOrders();
    expect(await answered(1)).toMatchObject([{ event: "order.paid", attempts: [202] }]);
    expect(await pulls()).toMatchObject([{ state: "running", trigger: "webhook" }]);
    await quiet();
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
    const before = (await pulls()).length;
    await db().update(orderLink).set({ state: "dispatched" });
    const parcel = { tracking_code: "9400111899220000000001", carrier_name: "usps" };
    await world.etsy.control("POST", `/receipts/${receiptId}/ship`, parcel);
    expect(await answered(2)).toMatchObject([{}, { event: "order.shipped", attempts: [202] }]);
    expect(await pulls()).toHaveLength(before);
  } finally {
    await world.etsy.control("PUT", "/settings", { webhookUrl: "" });
    receiver.close();
  }
});

it("forgets deliveries after a month, not before", async () => {
  await deliver("m-old", "3400000001");
  await deliver("m-new", "3400000002");
  await db()
    .update(etsyWebhookDelivery)
    .set({ receivedAt: new Date(Date.now() - 31 * 86_400_000) })
    .where(eq(etsyWebhookDelivery.id, "m-old"));
  expect(await forgetOldDeliveries(new Date())).toBe(1);
  expect(await db().select().from(etsyWebhookDelivery)).toMatchObject([{ id: "m-new" }]);
});
