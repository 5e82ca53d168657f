import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestEtsy } from "@/sandbox/etsy/testing";
import { shops, startForTest } from "@/sandbox/etsy/testing";

let etsy: TestEtsy;
beforeAll(async () => {
  etsy = await startForTest();
});
afterAll(() => etsy.close());
beforeEach(() => etsy.control("/reset"));

/** What a browser would send for the form with this action, untouched. */
function defaultsOf(page: string, action: string): Record<string, string> {
  const start = page.indexOf(`action="${action}"`);
  const form = page.slice(start, page.indexOf("</form>", start));
  const fields: Record<string, string> = {};
  const plain = (text: string) => text.replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  for (const [tag, name = ""] of form.matchAll(/<input [^>]*?name="([^"]+)"[^>]*>/g)) {
    if (tag.includes('type="checkbox"') && !tag.includes("checked")) continue;
    fields[name] = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? "on");
  }
  for (const [, name = "", options = ""] of form.matchAll(
    /<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? "";
  return fields;
}

async function press(page: string, action: string, change: Record<string, string> = {}) {
  const answer = await etsy.form(action, { ...defaultsOf(page, action), ...change });
  const location = answer.headers.get("location") ?? "";
  const text = location === "" ? answer.text : (await etsy.request(location)).text;
  return { status: answer.status, location, text };
}
const open = async (path: string) => (await etsy.request(path)).text;
const idOf = (location: string) => Number(/receipts\/(\d+)/.exec(location)?.[1]);

test("one click on the untouched form places a valid paid order in every shop", async () => {
  for (const shopId of Object.values(shops)) {
    const { location, text } = await press(
      await open(`/shops/${shopId}`),
      `/shops/${shopId}/orders`,
    );
    const receipt = await etsy.stored(idOf(location));
    expect(receipt).toMatchObject({ shopId, status: "paid", isPaid: true, isShipped: false });
    expect(receipt.lines).toMatchObject([{ sku: "MUG-FOG", quantity: 1, digital: false }]);
    for (const part of [receipt.name, receipt.address.firstLine, receipt.address.city])
      expect(part).not.toBe("");
    expect(text).toContain("Order placed.");
  }
});

test("an order carries what the buyer chose", async () => {
  const { location } = await press(await open("/shops/61000001"), "/shops/61000001/orders", {
    "quantity-81000001": "0",
    "quantity-81000003": "2",
    "quantity-81000006": "1",
    name: "Ada",
    country: "NZ",
    is_gift: "on",
    gift_wrap: "on",
    gift_message: "For you",
    shipping_upgrade: "Express Post",
    personalization: "A.L.",
    message_from_buyer: "Thanks",
    status: "payment processing",
  });
  expect(await etsy.stored(idOf(location))).toMatchObject({
    status: "payment processing",
    isPaid: false,
    name: "Ada",
    address: { country: "NZ" },
    gift: { is: true, message: "For you", wrapPrice: 350 },
    shippingUpgrade: "Express Post",
    messageFromBuyer: "Thanks",
    lines: [
      { sku: "CANDLE-CEDAR", quantity: 2, variations: [{ value: "A.L." }] },
      { sku: null, quantity: 1 },
    ],
  });
});

test("an order of nothing is refused in words", async () => {
  const page = await open("/shops/61000001");
  const answer = await press(page, "/shops/61000001/orders", { "quantity-81000001": "0" });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('role="alert"');
});

test("a receipt page cancels, refunds, changes address and quantity, and completes by hand", async () => {
  const id = await etsy.place(shops.maple);
  const at = `/shops/61000001/receipts/${id}`;
  const page = await open(at);
  await press(page, `${at}/address`, { city: "Salem" });
  expect((await etsy.stored(id)).address.city).toBe("Salem");
  await press(page, `${at}/quantity`, { quantity: "7" });
  expect((await etsy.stored(id)).lines[0]?.quantity).toBe(7);
  expect((await press(page, `${at}/quantity`, { quantity: "-1" })).status).toBe(400);
  await press(page, `${at}/quantity`, { quantity: "1" });
  await press(page, `${at}/refund`, { amount: "1.50" });
  expect(await etsy.stored(id)).toMatchObject({
    status: "partially refunded",
    refunds: [{ amount: 150 }],
  });
  const shipped = await press(page, `${at}/ship`, { tracking_code: "HAND1" });
  expect(shipped.text).toContain("HAND1");
  expect(shipped.text).toContain("is on its way");
  await press(page, `${at}/cancel`);
  expect((await etsy.stored(id)).status).toBe("canceled");
});

test("an unpaid order is paid later by its buyer, once, which is its paid time", async () => {
  const placed = Math.floor(Date.now() / 1000) - 86_400;
  const id = await etsy.place(shops.maple, { status: "open", createdAt: placed });
  const { access_token } = await etsy.tokens("maple");
  const shown = async () => (await etsy.api(`/shops/61000001/receipts/${id}`, access_token)).json;
  expect((await shown()).transactions[0]?.paid_timestamp).toBeNull();
  const at = `/shops/61000001/receipts/${id}`;
  expect(await open(at)).toContain("Pay as the buyer");
  const paid = await press(await open(at), `${at}/pay`);
  expect(paid.text).toContain("Order paid.");
  expect(paid.text).not.toContain("Pay as the buyer");
  const after = await shown();
  const paidAt = after.transactions[0]?.paid_timestamp ?? 0;
  expect(paidAt).toBeGreaterThan(placed + 86_000);
  expect(after).toMatchObject({
    status: "Paid",
    is_paid: true,
    created_timestamp: placed,
    updated_timestamp: paidAt,
  });
  expect((await press(paid.text, `${at}/pay`)).status).toBe(400);
});

test("a refusal of Etsy is shown, and an amount that is none", async () => {
  const id = await etsy.place(shops.maple, { address: { country: "US" } });
  const at = `/shops/61000001/receipts/${id}`;
  const page = await open(at);
  const shipped = await press(page, `${at}/ship`, { tracking_code: "" });
  expect([shipped.status, shipped.text.includes("A tracking number is required")]).toEqual([
    400,
    true,
  ]);
  expect((await etsy.stored(id)).isShipped).toBe(false);
  const refunded = await press(page, `${at}/refund`, { amount: "lots" });
  expect([refunded.status, (await etsy.stored(id)).refunds]).toEqual([400, []]);
});

test("the shop page shows state and tracking, and filters", async () => {
  const id = await etsy.place(shops.maple, { name: '<script>alert("x")</script>' });
  await etsy.control(`/receipts/${id}/ship`, { tracking_code: "SEEN1", carrier_name: "usps" });
  const all = await open("/shops/61000001");
  expect(all).toContain("usps SEEN1");
  expect(all).not.toContain('<script>alert("x")');
  expect(await open("/shops/61000001?state=waiting")).not.toContain("SEEN1");
});

test("the settings page saves, revokes, and lets the next request go wrong", async () => {
  const { access_token } = await etsy.tokens("maple");
  const page = await open("/settings");
  await press(page, "/settings", { refreshMode: "grace", perSecond: "10" });
  expect((await etsy.request("/_sandbox/settings")).json).toMatchObject({
    refreshMode: "grace",
    perSecond: 10,
  });
  expect((await press(page, "/settings", { perSecond: "0" })).status).toBe(400);
  const fault = await press(page, "/settings/faults", { route: `GET ${RECEIPTS}`, kind: "500" });
  expect(fault.text).toContain("Remove faults");
  const statuses = [];
  for (let n = 0; n < 2; n += 1)
    statuses.push((await etsy.api("/shops/61000001/receipts", access_token)).status);
  expect(statuses).toEqual([500, 200]);
  const later = { route: `GET ${RECEIPTS}`, kind: "unshown", nth: "2", times: "2" };
  expect((await press(page, "/settings/faults", later)).text).toContain("from request 2 on");
  const shown = [];
  for (let n = 0; n < 4; n += 1)
    shown.push((await etsy.api("/shops/61000001/receipts", access_token)).json);
  expect(shown.map((one) => "count" in Object(one))).toEqual([true, false, false, true]);
  expect((await press(page, "/settings/faults", { ...later, nth: "0" })).status).toBe(400);
  await press(page, "/settings/sellers/maple/revoke");
  expect((await etsy.api("/users/me", access_token)).status).toBe(401);
});
const RECEIPTS = "/v3/application/shops/{shop_id}/receipts";

test("every control on every page has a label", async () => {
  const id = await etsy.place(shops.maple);
  for (const path of ["/", "/shops/61000001", `/shops/61000001/receipts/${id}`, "/settings"]) {
    const page = await open(path);
    for (const [, field = ""] of page.matchAll(/<(?:input|select)[^>]* id="([^"]+)"/g))
      expect([path, field, page.includes(`for="${field}"`)]).toEqual([path, field, true]);
    expect(page.match(/<(input|select)\b/g)?.length ?? 0).toBe(
      page.match(/<label for=/g)?.length ?? 0,
    );
  }
});
