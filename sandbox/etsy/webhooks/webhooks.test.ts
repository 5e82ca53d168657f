import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestEtsy } from "@/sandbox/etsy/testing";
import { shops, startForTest } from "@/sandbox/etsy/testing";

type Got = { headers: Record<string, string | string[] | undefined>; body: string };
let etsy: TestEtsy;
let got: Got[];
let status: number;
let receiver: ReturnType<typeof createServer>;
const secret = `whsec_${Buffer.from("the key of these tests").toString("base64")}`;

beforeEach(async () => {
  got = [];
  status = 200;
  receiver = createServer((request, answer) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      answer.writeHead(status).end();
    });
  });
  await new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready));
  const { port } = receiver.address() as AddressInfo;
  etsy = await startForTest({ webhookUrl: `http://127.0.0.1:${port}/hook`, webhookSecret: secret });
});
afterEach(async () => {
  await etsy.close();
  receiver.close();
});

async function until(count: number): Promise<void> {
  for (let tries = 0; got.length < count && tries < 100; tries++)
    await new Promise((resume) => setTimeout(resume, 20));
  expect(got.length).toBe(count);
}
const told = () => got.map(({ body }) => JSON.parse(body).event_type);

describe("the webhook of the Etsy stand-in", () => {
  it("tells of a paid, a canceled and a shipped order, and of nothing else", async () => {
    const unpaid = await etsy.place(shops.maple, { status: "payment processing" });
    const canceled = await etsy.place(shops.maple);
    const shipped = await etsy.place(shops.maple);
    await etsy.control(`/receipts/${canceled}/cancel`, {});
    const parcel = { tracking_code: "9400111899220000000001", carrier_name: "usps" };
    await etsy.control(`/receipts/${shipped}/ship`, parcel);
    await etsy.control(`/receipts/${unpaid}/address`, { city: "Elsewhere" });
    await until(4);
    expect(told()).toEqual(["order.paid", "order.paid", "order.canceled", "order.shipped"]);
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({
      event_type: "order.paid",
      resource_url: `https://api.etsy.com/v3/application/shops/${shops.maple}/receipts/${canceled}`,
      shop_id: shops.maple,
    });
  });

  it("signs what it sends", async () => {
    await etsy.place(shops.maple);
    await until(1);
    const { headers, body } = got[0] as Got;
    const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const due = createHmac("sha256", "the key of these tests").update(content).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${due}`);
  });

  it("delivers twice under one id, late, or with a wrong signature where it is told to", async () => {
    await etsy.control("/settings", { webhookTimes: 2 }, "PUT");
    await etsy.place(shops.maple);
    await until(2);
    expect(got[0]?.headers["webhook-id"]).toBe(got[1]?.headers["webhook-id"]);
    await etsy.control("/settings", { webhookTimes: 1, webhookForged: true }, "PUT");
    await etsy.place(shops.maple);
    await until(3);
    const { headers, body } = got[2] as Got;
    const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const due = createHmac("sha256", "the key of these tests").update(content).digest("base64");
    expect(headers["webhook-signature"]).not.toBe(`v1,${due}`);
    await etsy.control("/settings", { webhookForged: false, webhookDelaySeconds: 1 }, "PUT");
    await etsy.place(shops.maple);
    await new Promise((resume) => setTimeout(resume, 500));
    expect(got).toHaveLength(3);
    await until(4);
  });

  it("delivers in reverse where it is told to, and what came where too few come", async () => {
    await etsy.control("/settings", { webhookReorder: 3 }, "PUT");
    const ids = [];
    for (let order = 0; order < 4; order++) ids.push(await etsy.place(shops.maple));
    await until(4);
    const order = got.map(({ body }) => Number(JSON.parse(body).resource_url.split("/").pop()));
    expect(order).toEqual([ids[2], ids[1], ids[0], ids[3]]);
  });

  it("delivers again under the same id until it is taken, and then no more", async () => {
    status = 503;
    await etsy.control("/settings", { webhookRepeatSeconds: [0.05, 0.3, 0.05] }, "PUT");
    await etsy.place(shops.maple);
    await until(2);
    status = 202;
    await until(3);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(got).toHaveLength(3);
    expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("gives up after the last repetition", async () => {
    status = 503;
    await etsy.control("/settings", { webhookRepeatSeconds: [0.02, 0.02] }, "PUT");
    await etsy.place(shops.maple);
    await until(3);
    await new Promise((resume) => setTimeout(resume, 200));
    expect(got).toHaveLength(3);
  });

  it("does not let the shop manager wait for a receiver that hangs", async () => {
    receiver.removeAllListeners("request");
    receiver.on("request", () => undefined);
    const started = performance.now();
    for (let order = 0; order < 3; order++) await etsy.place(shops.maple);
    expect(performance.now() - started).toBeLessThan(5000);
    receiver.closeAllConnections();
  });

  it("forgets at a reset what waits, and tells nothing of the demo world", async () => {
    await etsy.control("/settings", { webhookRepeatSeconds: [0.3] }, "PUT");
    status = 503;
    await etsy.place(shops.maple);
    await until(1);
    await etsy.control("/reset", {});
    expect((await etsy.request("/_sandbox/webhooks")).json).toEqual({ deliveries: [] });
    const world = await etsy.request(`/_sandbox/shops/${shops.maple}/receipts`);
    expect(world.text).toContain(String(shops.maple));
    await new Promise((resume) => setTimeout(resume, 600));
    expect(got).toHaveLength(1);
  });

  it("sends nothing where no address or no secret is given", async () => {
    const { port } = receiver.address() as AddressInfo;
    for (const given of [{ webhookSecret: secret }, { webhookUrl: `http://127.0.0.1:${port}` }]) {
      const silent = await startForTest(given);
      await silent.place(shops.maple);
      expect((await silent.request("/_sandbox/webhooks")).json).toEqual({ deliveries: [] });
      await silent.close();
    }
    expect(got).toHaveLength(0);
  });

  it("is set and seen by a person in the shop manager", async () => {
    const knobs = { webhookDelaySeconds: "0", webhookTimes: "2", webhookReorder: "1" };
    await etsy.form("/settings/webhooks", { ...knobs, webhookForged: "yes" });
    expect((await etsy.request("/_sandbox/settings")).json).toMatchObject({
      webhookTimes: 2,
      webhookForged: true,
    });
    const id = await etsy.place(shops.maple);
    await until(2);
    const refused = await etsy.form("/settings/webhooks", { ...knobs, webhookTimes: "51" });
    expect(refused.status).toBe(400);
    const { text } = await etsy.request("/journal");
    expect(text).toMatch(new RegExp(`order.paid</td>\\s*<td>${id}</td>\\s*<td>200`));
  });

  it("remembers how each delivery was answered", async () => {
    status = 500;
    const id = await etsy.place(shops.maple);
    await until(1);
    const { json } = await etsy.request("/_sandbox/webhooks");
    expect(json).toMatchObject({
      deliveries: [{ event: "order.paid", receiptId: id, attempts: [500] }],
    });
  });
});
