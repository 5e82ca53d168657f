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
  etsy = await startForTest();
  const { port } = receiver.address() as AddressInfo;
  const settings = { webhookUrl: `http://127.0.0.1:${port}/hook`, webhookSecret: secret };
  await etsy.control("/settings", settings, "PUT");
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
