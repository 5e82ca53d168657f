import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, TestEtsy } from "@/sandbox/etsy/testing";
import { apiKey, shops, startForTest } from "@/sandbox/etsy/testing";
import { openContract } from "@/sandbox/kernel/contract";

const contract = openContract("../shared/contracts/etsy-oas.json", { closed: true });
if (!contract) process.stdout.write("Skipped: ../shared/contracts/etsy-oas.json is absent.\n");

const receipts = `/shops/${shops.maple}/receipts`;
const jsonType = { "content-type": "application/json" };
const formType = { "content-type": "application/x-www-form-urlencoded" };

describe.skipIf(!contract)("Etsy's specification", () => {
  let etsy: TestEtsy;
  let token: string;
  let id: number;
  const check = (operation: string, answer: Answer, body: unknown = answer.json): string[] =>
    contract?.checkAnswer(operation, answer.status, body) ?? ["no contract"];
  beforeAll(async () => {
    etsy = await startForTest();
    await etsy.control("/settings", { statusCasing: "contract" }, "PUT");
    token = (await etsy.tokens("maple")).access_token;
    id = await etsy.place(shops.maple, {
      isGift: true,
      giftMessage: "Hi",
      lines: [
        { listingId: 81000001, personalization: "Ada", variations: [{ name: "A", value: "B" }] },
        { listingId: 81000005 },
        { sku: null, title: "Unlisted" },
      ],
    });
    await etsy.control(`/receipts/${id}/refund`, { amount: 100 });
  });
  afterAll(() => etsy.close());

  test("allows every good answer, field by field, with nothing besides", async () => {
    const restricted = (await etsy.tokens("restricted")).access_token;
    const buyer = (await etsy.tokens("buyer-only")).access_token;
    const put = { method: "PUT", body: "was_shipped=true", headers: formType };
    const shippable = await etsy.place(shops.maple);
    const tracking = { tracking_code: "A1", carrier_name: "usps" };
    const good: [string, Answer][] = [
      ["ping", await etsy.api("/openapi-ping", token)],
      ["getMe", await etsy.api("/users/me", token)],
      ["getMe", await etsy.api("/users/me", buyer)],
      ["getShop", await etsy.api(`/shops/${shops.maple}`, token)],
      ["getShopByOwnerUserId", await etsy.api("/users/71000002/shops", token)],
      ["tokenScopes", await etsy.form("/v3/application/scopes", { token })],
      ["getShopReceipts", await etsy.api(`${receipts}?limit=100`, token)],
      ["getShopReceipts", await etsy.api(`/shops/${shops.restricted}/receipts`, restricted)],
      ["getShopReceipt", await etsy.api(`${receipts}/${id}`, token)],
      [
        "getShopReceiptTransactionsByReceipt",
        await etsy.api(`${receipts}/${id}/transactions`, token),
      ],
      ["createReceiptShipment", await etsy.track(token, shops.maple, id, tracking)],
      ["getShopReceipt", await etsy.api(`${receipts}/${id}`, token)],
      ["updateShopReceipt", await etsy.api(`${receipts}/${shippable}`, token, put)],
    ];
    for (const [operation, answer] of good) {
      expect([operation, answer.status]).toEqual([operation, 200]);
      expect([operation, check(operation, answer)]).toEqual([operation, []]);
    }
  });

  test("allows every status in a receipt", async () => {
    for (const status of ["open", "payment processing", "paid", "completed", "canceled"])
      await etsy.place(shops.maple, { status });
    const full = await etsy.place(shops.maple);
    await etsy.control(`/receipts/${full}/refund`);
    const answer = await etsy.api(`${receipts}?limit=100`, token);
    expect(new Set(answer.json.results.map((receipt) => receipt.status)).size).toBe(6);
    expect(check("getShopReceipts", answer)).toEqual([]);
  });

  test("allows every refusal, with its status and error body", async () => {
    const restricted = (await etsy.tokens("restricted")).access_token;
    const own = await etsy.place(shops.restricted);
    const canceled = await etsy.place(shops.maple, { status: "canceled" });
    const body = { tracking_code: "A", carrier_name: "usps" };
    const us = await etsy.place(shops.maple, { address: { country: "US" } });
    const refusals: [string, number, Answer][] = [
      ["ping", 401, await etsy.request("/v3/application/openapi-ping", { headers: noKey })],
      ["getMe", 401, await etsy.request("/v3/application/users/me")],
      ["getShop", 404, await etsy.api("/shops/9", token)],
      ["getShop", 400, await etsy.api("/shops/x", token)],
      ["tokenScopes", 401, await etsy.form("/v3/application/scopes", { token: "1.no" })],
      ["getShopReceipts", 400, await etsy.api(`${receipts}?limit=0`, token)],
      ["getShopReceipts", 403, await etsy.api("/shops/61000002/receipts", token)],
      ["getShopReceipt", 404, await etsy.api(`${receipts}/1`, token)],
      ["createReceiptShipment", 400, await etsy.track(token, shops.maple, us, {})],
      ["createReceiptShipment", 403, await etsy.track(restricted, shops.restricted, own, body)],
      ["createReceiptShipment", 409, await etsy.track(token, shops.maple, canceled, body)],
    ];
    for (const [operation, status, answer] of refusals) {
      expect([operation, answer.status]).toEqual([operation, status]);
      // The specification leaves out error_description, which Etsy sends for dead tokens.
      const problems = check(operation, answer, { error: answer.json.error });
      expect([operation, problems]).toEqual([operation, []]);
    }
  });

  const noKey = { "x-api-key": "" };
  const badQueries: Record<string, string>[] = [
    { limit: "0" },
    { limit: "101" },
    { limit: "1.5" },
    { offset: "-1" },
    { min_created: "1" },
    { max_created: "x" },
    { min_last_modified: "946684799" },
    { max_last_modified: "-5" },
    { sort_on: "name" },
    { sort_order: "random" },
    { was_paid: "2" },
    { was_shipped: "ja" },
    { was_delivered: "TRUE!" },
    { was_canceled: "no" },
    { legacy: "maybe" },
  ];
  test.each(badQueries)("refuses the query %j, and so does the stand-in", async (query) => {
    expect(contract?.checkRequest("getShopReceipts", { query })).not.toEqual([]);
    const answer = await etsy.api(`${receipts}?${new URLSearchParams(query)}`, token);
    expect(answer.status).toBe(400);
  });

  test("refuses legacy=maybe on every receipt operation, and so does the stand-in", async () => {
    const query = { legacy: "maybe" };
    for (const [operation, path, method] of [
      ["getShopReceipt", `${receipts}/${id}`, "GET"],
      ["getShopReceiptTransactionsByReceipt", `${receipts}/${id}/transactions`, "GET"],
      ["createReceiptShipment", `${receipts}/${id}/tracking`, "POST"],
      ["updateShopReceipt", `${receipts}/${id}`, "PUT"],
    ] as const) {
      expect(contract?.checkRequest(operation, { query })).toHaveLength(1);
      expect((await etsy.api(`${path}?legacy=maybe`, token, { method })).status).toBe(400);
    }
  });

  test("refuses other words in the form of updateShopReceipt, and so does the stand-in", async () => {
    const forms: Record<string, string>[] = [{ was_shipped: "yes" }, { was_paid: "2" }];
    for (const fields of forms) {
      const request = { headers: formType, body: fields };
      expect(contract?.checkRequest("updateShopReceipt", request)).not.toEqual([]);
      const call = { token, method: "PUT" };
      const answer = await etsy.form(`/v3/application${receipts}/${id}`, fields, call);
      expect(answer.status).toBe(400);
    }
  });

  const parcel = { tracking_code: "A1", carrier_name: "usps" };
  const badBodies: [object, Record<string, string>][] = [
    [{ ...parcel, tracking_code: 1 }, jsonType],
    [{ ...parcel, tracking_code: null }, jsonType],
    [{ ...parcel, carrier_name: true }, jsonType],
    [{ ...parcel, send_bcc: "true" }, jsonType],
    [{ ...parcel, note_to_buyer: 5 }, jsonType],
    [{ ...parcel, weight: "1" }, jsonType],
    [{ ...parcel, customs_data: {} }, jsonType],
    [{ ...parcel, customs_data: [{}] }, jsonType],
    [{ ...parcel, ship_date: 1 }, jsonType],
    [[parcel], jsonType],
    [parcel, { "content-type": "text/plain" }],
  ];
  test.each(badBodies)(
    "refuses the tracking %j with %j, and so does the stand-in",
    async (body, headers) => {
      expect(contract?.checkRequest("createReceiptShipment", { headers, body })).not.toEqual([]);
      const fresh = await etsy.place(shops.maple, { address: { country: "DE" } });
      const answer = await etsy.track(token, shops.maple, fresh, body, headers);
      expect(answer.status).toBe(400);
    },
  );

  test("allows what the tests of tracking send, and the key is what it asks for", () => {
    const headers = { ...jsonType, "x-api-key": apiKey };
    expect(contract?.checkRequest("createReceiptShipment", { headers, body: parcel })).toEqual([]);
  });
});
