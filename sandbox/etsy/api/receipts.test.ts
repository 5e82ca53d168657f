import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestEtsy } from "@/sandbox/etsy/testing";
import { shops, startForTest } from "@/sandbox/etsy/testing";

const START = 1_790_000_000;
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

const list = (query = "") => etsy.api(`/shops/${shops.maple}/receipts${query}`, token);
async function ids(query: string): Promise<number[]> {
  return (await list(query)).json.results.map((receipt) => receipt.receipt_id);
}
const place = (order: object = {}) => etsy.place(shops.maple, { createdAt: START, ...order });

test("newest first by default, 25 on a page, with the count of all", async () => {
  await place({ count: 30, stepSeconds: 10 });
  const { json } = await list();
  expect([json.count, json.results.length]).toEqual([30, 25]);
  expect(json.results[0]?.created_timestamp).toBe(START + 290);
});

test("pages in both orders over every key without a gap or a double", async () => {
  await place({ count: 23, stepSeconds: 0 });
  for (const key of ["created", "updated", "receipt_id"])
    for (const order of ["asc", "desc", "up", "down", "ascending", "descending"]) {
      const seen: number[] = [];
      for (let offset = 0; offset < 23; offset += 10)
        seen.push(...(await ids(`?limit=10&offset=${offset}&sort_on=${key}&sort_order=${order}`)));
      expect(new Set(seen).size).toBe(23);
      const rising = (seen[0] ?? 0) < (seen.at(-1) ?? 0);
      expect(rising).toBe(["asc", "up", "ascending"].includes(order));
    }
});

test("time filters include both ends", async () => {
  const a = await place({ createdAt: START, updatedAt: START + 100 });
  const b = await place({ createdAt: START + 10, updatedAt: START + 50 });
  expect(await ids(`?min_created=${START + 10}`)).toEqual([b]);
  expect(await ids(`?max_created=${START}`)).toEqual([a]);
  expect(await ids(`?min_last_modified=${START + 100}`)).toEqual([a]);
  expect(await ids(`?max_last_modified=${START + 50}`)).toEqual([b]);
  expect(await ids(`?sort_on=updated&sort_order=asc`)).toEqual([b, a]);
});

test("each flag is only, only not, or both when absent", async () => {
  const paid = await place();
  const open = await place({ status: "open" });
  const shipped = await place({ status: "completed" });
  const canceled = await place({ status: "canceled" });
  await etsy.control(`/receipts/${shipped}/deliver`);
  const sorted = async (query: string) => (await ids(query)).sort();
  expect(await sorted("?was_paid=true")).toEqual([paid, shipped, canceled]);
  expect(await sorted("?was_paid=false")).toEqual([open]);
  expect(await sorted("?was_shipped=true")).toEqual([shipped]);
  expect(await sorted("?was_delivered=true")).toEqual([shipped]);
  expect(await sorted("?was_delivered=false")).toEqual([paid, open, canceled]);
  expect(await sorted("?was_canceled=false")).toEqual([paid, open, shipped]);
  expect(await sorted("")).toEqual([paid, open, shipped, canceled]);
  expect(await ids("?was_paid=true&was_shipped=false&was_canceled=false")).toEqual([paid]);
});

test.each([
  "limit=0",
  "limit=101",
  "limit=ten",
  "offset=-1",
  "offset=12001",
  "min_created=946684799",
  "max_last_modified=yesterday",
  "sort_on=total",
  "sort_order=sideways",
  "was_paid=maybe",
])("refuses %s and says why", async (query) => {
  const answer = await list(`?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.json.error).toContain(query.split("=")[0]);
});

test("offset 12000 is the last one allowed", async () => {
  expect((await list("?offset=12000")).status).toBe(200);
});

test("texts carry HTML entities, live statuses capitals, money its divisor", async () => {
  const id = await place({
    name: "Ada O'Connell & <Sons>",
    address: { firstLine: '1 "Main" St', city: "Portland" },
    isGift: true,
    giftMessage: "Love & luck",
    messageFromBuyer: "It's a gift",
    lines: [
      {
        listingId: 81000001,
        quantity: 2,
        variations: [{ name: "Size", value: '5" wide' }],
        personalization: "Ada's",
      },
    ],
  });
  const { json } = await etsy.api(`/shops/${shops.maple}/receipts/${id}`, token);
  expect(json).toMatchObject({
    name: "Ada O&#39;Connell &amp; &lt;Sons&gt;",
    first_line: "1 &quot;Main&quot; St",
    status: "Paid",
    gift_message: "Love &amp; luck",
    message_from_buyer: "It&#39;s a gift",
    total_price: { amount: 5600, divisor: 100, currency_code: "USD" },
    grandtotal: { amount: 6195, divisor: 100, currency_code: "USD" },
  });
  expect(json.create_timestamp).toBe(json.created_timestamp);
  expect(json.update_timestamp).toBe(json.updated_timestamp);
  expect(json.transactions[0]).toMatchObject({
    title: "Stoneware mug &ldquo;Fog&rdquo;",
    sku: "MUG-FOG",
    quantity: 2,
    price: { amount: 2800 },
    variations: [
      { formatted_name: "Size", formatted_value: "5&quot; wide" },
      { property_id: 54, formatted_name: "Personalization", formatted_value: "Ada&#39;s" },
    ],
  });
});

test("statuses can be spelled as the contract has them", async () => {
  await etsy.control("/settings", { statusCasing: "contract" }, "PUT");
  await place({ status: "partially refunded" });
  expect((await list()).json.results[0]?.status).toBe("partially refunded");
});

test("digital lines and lines without SKU come as they are", async () => {
  const id = await place({ lines: [{ listingId: 81000005 }, { listingId: 81000006 }] });
  const { json } = await etsy.api(`/shops/${shops.maple}/receipts/${id}`, token);
  const lines = json.transactions.map((line) => [line.is_digital, line.sku, line.shipping_method]);
  expect(lines).toEqual([
    [true, "TAG-PDF", null],
    [false, null, "Standard Shipping"],
  ]);
  const own = await etsy.api(`/shops/${shops.maple}/receipts/${id}/transactions`, token);
  expect(own.json.count).toBe(2);
});

test("a restricted seller's app sees no address field at all", async () => {
  const restricted = (await etsy.tokens("restricted")).access_token;
  const id = await etsy.place(shops.restricted);
  const { json } = await etsy.api(`/shops/${shops.restricted}/receipts/${id}`, restricted);
  const { first_line, second_line, city, state, zip, country_iso, formatted_address } = json;
  expect([first_line, second_line, city, state, zip, country_iso, formatted_address]).toEqual(
    Array(7).fill(null),
  );
  expect(json.name).not.toBe("");
});

test("another seller's shop is refused, an unknown shop or receipt is 404, a word is 400", async () => {
  const id = await etsy.place(shops.harbour);
  const status = async (path: string) => (await etsy.api(path, token)).status;
  expect(await status(`/shops/${shops.harbour}/receipts`)).toBe(403);
  expect(await status(`/shops/${shops.harbour}/receipts/${id}`)).toBe(403);
  expect(await status(`/shops/${shops.maple}/receipts/${id}`)).toBe(404);
  expect(await status("/shops/999/receipts")).toBe(404);
  expect(await status("/shops/mine/receipts")).toBe(400);
  expect(await status(`/shops/${shops.maple}/receipts/first`)).toBe(400);
});

test("a refund leaves the update time, a cancel moves it, a changed address moves it if asked", async () => {
  const [a, b, c, d] = [await place(), await place(), await place(), await place()];
  await etsy.control(`/receipts/${a}/refund`, {});
  await etsy.control(`/receipts/${b}/cancel`);
  await etsy.control(`/receipts/${c}/address`, { city: "Salem" });
  await etsy.control(`/receipts/${d}/address`, { city: "Salem", touch: true });
  const moved = await ids(`?min_last_modified=${START + 1}`);
  expect(moved.sort()).toEqual([b, d]);
  expect((await list("?was_canceled=true")).json.results[0]?.status).toBe("Canceled");
});

test("a part of the money back is a partial refund, the rest makes it full", async () => {
  const id = await place();
  const read = async () => (await etsy.api(`/shops/${shops.maple}/receipts/${id}`, token)).json;
  await etsy.control(`/receipts/${id}/refund`, { amount: 500, reason: "Broken" });
  expect(await read()).toMatchObject({
    status: "Partially Refunded",
    is_paid: true,
    refunds: [{ amount: { amount: 500 }, reason: "Broken" }],
  });
  await etsy.control(`/receipts/${id}/refund`);
  expect((await read()).status).toBe("Fully Refunded");
});

test("the same orders after a reset have the same ids and contents", async () => {
  const orders = async () => {
    await etsy.control("/reset", { empty: true });
    await etsy.place(shops.maple, { count: 5, createdAt: START, stepSeconds: 60 });
    return (await etsy.request(`/_sandbox/shops/${shops.maple}/receipts`)).text;
  };
  expect(await orders()).toBe(await orders());
});

test("finds a page among 50,000 receipts in well under a second", async () => {
  await place({ count: 50_000, stepSeconds: 1 });
  const started = Date.now();
  for (let page = 0; page < 10; page += 1) await list(`?limit=100&offset=${page * 1000}`);
  expect(Date.now() - started).toBeLessThan(5000);
  expect((await list(`?min_created=${START + 49_990}`)).json.count).toBe(10);
});
