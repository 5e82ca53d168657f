import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestEtsy } from "@/sandbox/etsy/testing";
import { shops, startForTest } from "@/sandbox/etsy/testing";

const parcel = { tracking_code: "9400111", carrier_name: "usps" };
const US = { country: "US", state: "OR" };
let etsy: TestEtsy;
let token: string;
beforeAll(async () => {
  etsy = await startForTest();
});
afterAll(() => etsy.close());
beforeEach(async () => {
  await etsy.control("/reset", { empty: true });
  token = (await etsy.tokens("maple")).access_token;
});
const place = (order: object = {}) => etsy.place(shops.maple, { address: US, ...order });
const track = (id: number, body: object, headers = {}) =>
  etsy.track(token, shops.maple, id, body, headers);
const shipMails = async (id: number) =>
  (await etsy.request(`/_sandbox/mails?receipt_id=${id}`)).json.mails.filter((mail) =>
    mail.subject.includes("on its way"),
  );

describe("createReceiptShipment", () => {
  test("completes the receipt, keeps the shipment and mails the buyer once", async () => {
    const id = await place({ createdAt: 1_790_000_000 });
    const { status, json } = await track(id, { ...parcel, note_to_buyer: "Thank you" });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      status: "Completed",
      is_shipped: true,
      shipments: [parcel],
    });
    expect(json.updated_timestamp).toBeGreaterThan(1_790_000_000);
    expect(json.transactions[0]?.shipped_timestamp).not.toBeNull();
    const mails = await shipMails(id);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toMatch(/9400111[\s\S]*Thank you/);
  });
  test("send_bcc copies the mail to the seller", async () => {
    const id = await place();
    await track(id, { ...parcel, send_bcc: true });
    expect((await shipMails(id)).map((mail) => mail.to)).toEqual([
      `buyer${id}@example.com`,
      "maple@example.com",
    ]);
  });
  test("every further success mails again: a second parcel, and the same code twice", async () => {
    const id = await place();
    await track(id, parcel);
    await track(id, { ...parcel, tracking_code: "second" });
    const { json } = await track(id, parcel);
    expect(json.shipments.map((one) => one.tracking_code)).toEqual([
      "9400111",
      "second",
      "9400111",
    ]);
    expect(await shipMails(id)).toHaveLength(3);
  });
  test("can be told to refuse the same code with 409", async () => {
    await etsy.control("/settings", { repeatTracking: "conflict" }, "PUT");
    const id = await place();
    await track(id, parcel);
    expect((await track(id, parcel)).status).toBe(409);
    expect(await shipMails(id)).toHaveLength(1);
  });
  test.each([
    ["inside the US above 10 USD", { address: US }, 400],
    ["inside the US at 10 USD", { address: US, lines: [{ price: 1000 }] }, 200],
    ["to India", { address: { country: "IN" }, lines: [{ price: 100 }] }, 400],
    ["from the US to Germany", { address: { country: "DE" } }, 200],
    ["of digital things only", { address: US, lines: [{ listingId: 81000005, price: 5000 }] }, 200],
  ])("without tracking, an order %s", async (_, order, status) => {
    const id = await place(order);
    const answer = await track(id, {});
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.json).toEqual({ error: "A tracking number is required" });
    expect((await etsy.stored(id)).isShipped).toBe(status === 200);
  });
  test.each([
    { tracking_code: "", carrier_name: "usps" },
    { tracking_code: "9400", carrier_name: "" },
    { tracking_code: "9400" },
    { tracking_code: 9400, carrier_name: "usps" },
    { ...parcel, send_bcc: "yes" },
    { ...parcel, weight: "heavy" },
    { ...parcel, customs_data: [{ country_of_origin: "US" }] },
  ])("refuses the body %j and leaves the receipt alone", async (body) => {
    const id = await place({ address: { country: "DE" } });
    expect((await track(id, body)).status).toBe(400);
    expect((await etsy.stored(id)).isShipped).toBe(false);
  });
  test("JSON text sent as a form completes the receipt and loses the tracking", async () => {
    const id = await place();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { status, json } = await track(id, parcel, headers);
    expect([status, json.is_shipped, json.shipments]).toEqual([200, true, []]);
  });
  test("a true form is taken", async () => {
    const id = await place();
    const path = `/v3/application/shops/${shops.maple}/receipts/${id}/tracking`;
    const { json } = await etsy.form(path, parcel, { token });
    expect(json.shipments).toMatchObject([parcel]);
  });
  test("a carrier that Etsy does not know loses the tracking; other keeps it", async () => {
    const lost = await track(await place(), { ...parcel, carrier_name: "Bob's van" });
    expect([lost.status, lost.json.is_shipped, lost.json.shipments]).toEqual([200, true, []]);
    const kept = await track(await place(), { ...parcel, carrier_name: "other" });
    expect(kept.json.shipments).toMatchObject([{ carrier_name: "other" }]);
  });
  test("a restricted seller's app is told Unauthorized", async () => {
    const restricted = (await etsy.tokens("restricted")).access_token;
    const id = await etsy.place(shops.restricted);
    const answer = await etsy.track(restricted, shops.restricted, id, parcel);
    expect([answer.status, answer.json]).toEqual([403, { error: "Unauthorized" }]);
    expect((await etsy.stored(id)).isShipped).toBe(false);
  });
  test("needs transactions_w, and a receipt that is paid and not canceled", async () => {
    const id = await place();
    const reader = (await etsy.tokens("maple", ["shops_r", "transactions_r"])).access_token;
    const refused = await etsy.track(reader, shops.maple, id, parcel);
    expect([refused.status, refused.json.error]).toEqual([403, expect.stringContaining("scope")]);
    expect((await track(await place({ status: "canceled" }), parcel)).status).toBe(409);
    expect((await track(await place({ status: "open" }), parcel)).status).toBe(409);
  });
});

describe("faults", () => {
  const route = "POST /v3/application/shops/{shop_id}/receipts/{receipt_id}/tracking";
  const reset = { kind: "reset" };
  test("an answer lost after the effect leaves the tracking and the mail", async () => {
    const id = await place();
    await etsy.control("/faults", { route, when: "after", fault: reset });
    await expect(track(id, parcel)).rejects.toThrow("fetch failed");
    expect((await etsy.stored(id)).shipments).toMatchObject([{ code: "9400111" }]);
    expect(await shipMails(id)).toHaveLength(1);
  });
  test("a cut before the effect leaves nothing, and the next call works", async () => {
    const id = await place();
    await etsy.control("/faults", { route, when: "before", fault: reset });
    await expect(track(id, parcel)).rejects.toThrow("fetch failed");
    expect((await etsy.stored(id)).isShipped).toBe(false);
    expect((await track(id, parcel)).status).toBe(200);
  });
  test("the journal tells both calls by their route", async () => {
    const id = await place();
    await track(id, parcel);
    const query = new URLSearchParams({ route });
    const { json } = await etsy.request(`/_sandbox/journal?${query}`);
    expect(json.entries).toMatchObject([{ route, body: parcel, status: 200 }]);
    expect(json.entries[0]?.headers["x-api-key"]).toContain(":");
  });
});

describe("updateShopReceipt", () => {
  const put = (id: number, fields: Record<string, string>, headers = {}) =>
    etsy.form(`/v3/application/shops/${shops.maple}/receipts/${id}`, fields, {
      method: "PUT",
      token,
      headers,
    });
  test("marks shipped and takes it back", async () => {
    const id = await place();
    expect((await put(id, { was_shipped: "true" })).json).toMatchObject({
      status: "Completed",
      is_shipped: true,
    });
    expect((await put(id, { was_shipped: "false" })).json).toMatchObject({
      status: "Paid",
      is_shipped: false,
    });
  });
  test("refuses other words and JSON", async () => {
    const id = await place();
    expect((await put(id, { was_shipped: "yes" })).status).toBe(400);
    expect((await put(id, {}, { "content-type": "application/json" })).status).toBe(200);
    const headers = { "content-type": "application/json" };
    expect((await put(id, { was_shipped: "true" }, headers)).status).toBe(400);
    expect((await etsy.stored(id)).isShipped).toBe(false);
  });
});
