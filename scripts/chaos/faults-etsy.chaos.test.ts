import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { pull } from "@/db/schema/integration";
import { routes } from "@/scripts/testing/routes";
import { withEtsy } from "@/server/integrations/connection";
import { failures, passTime, round } from "./drain";
import type { Shop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const pageOf = (shopId: number) => ({
  route: routes.page,
  match: { path: `/v3/application/shops/${shopId}/receipts` },
});
const pagesAsked = async (shopId: number) =>
  (await world.etsy.journal(routes.page)).filter(({ path }) => path.includes(`/${shopId}/`)).length;
const callsFor = async ({ shopId }: Shop) =>
  (await world.etsy.journal()).filter(({ path }) => path.includes(`/shops/${shopId}/`));
const pullsOf = (integrationId: string) =>
  db().select().from(pull).where(eq(pull.integrationId, integrationId)).orderBy(pull.startedAt);

const waits = [
  ["F1: a 429 with retry-after 1", { "retry-after": "1" }, 1],
  ["F1: a 429 with retry-after 30", { "retry-after": "30" }, 30],
  ["F1: a 429 with retry-after 86400", { "retry-after": "86400" }, 86_400],
  ["F2: a 429 without the header", {}, 10],
] as const;

test.each(waits)(
  "%s parks that shop for so long, and the others go on",
  async (_, headers, seconds) => {
    const [parked, other] = await world.begin(2);
    if (!other) throw new Error("There is one shop only.");
    await world.etsy.fault({
      ...pageOf(parked.shopId),
      when: "before",
      fault: { kind: "status", status: 429, headers },
    });
    await world.place(parked);
    const [unaffected = ""] = await world.place(other);
    const before = Date.now();
    for (let again = 0; again < 3; again++) await round();
    expect((await pullsOf(parked.id)).map(({ state }) => state)).not.toContain("running");
    if (seconds >= 10) {
      expect(+((await world.rowOf(parked)).nextPullAt ?? 0)).toBeGreaterThanOrEqual(
        before + seconds * 1000,
      );
      // Etsy's wait is for every call, one to complete an order among them; no worker sits it out.
      const early = withEtsy(parked.id, (etsy) => etsy.getMe(), "fulfilment");
      await expect(early).rejects.toMatchObject({ status: 429, kind: "refused" });
    }
    const [refused = 0, next = Number.POSITIVE_INFINITY] = (await callsFor(parked)).map(({ at }) =>
      Date.parse(at),
    );
    expect(next - refused).toBeGreaterThanOrEqual(seconds * 1000);
    expect(await world.linkOf(unaffected)).toMatchObject({ state: "created" });
    expect(await world.settled()).toEqual([]);
  },
);

test.each([500, 502, 503])(
  "F3: Etsy answers %i for six pulls: each asks once, the cursor stays, and all is imported afterwards",
  async (status) => {
    const [shop] = await world.begin();
    await world.place(shop, { count: 3 });
    await world.etsy.fault({
      route: routes.page,
      times: "always",
      when: "before",
      fault: { kind: "status", status },
    });
    const waits = [];
    for (let time = 1; time <= 6; time++) {
      await passTime();
      await round();
      expect(await pagesAsked(shop.shopId)).toBe(time);
      waits.push(+((await world.rowOf(shop)).nextPullAt ?? 0) - Date.now());
    }
    // From the third on each is longer than the first can be, and no two are the same.
    expect(Math.min(...waits.slice(2))).toBeGreaterThan(9 * 60_000);
    expect(new Set(waits.map((ms) => Math.round(ms / 100))).size).toBeGreaterThan(3);
    // The first one alone was worth another try within its pull.
    expect(failures).toHaveLength(1);
    expect((await world.rowOf(shop)).pullCursor).toEqual(shop.pullCursor);
    expect((await pullsOf(shop.id)).every(({ state, error }) => state === "failed" && error)).toBe(
      true,
    );
    await world.clearFaults();
    expect(await world.settled()).toEqual([]);
  },
);

const unreadable = [
  ["a cut connection", { kind: "reset" }],
  ["half a JSON", { kind: "half-json" }],
  ["an HTML page with 200", { kind: "html" }],
  ["an empty 200", { kind: "empty" }],
] as const;

test.each(unreadable)(
  "F5: %s instead of a page fails that pull and loses nothing",
  async (_, fault) => {
    const [shop] = await world.begin();
    await world.place(shop, { count: 3 });
    await world.etsy.fault({ route: routes.page, when: "before", fault });
    await round();
    expect((await world.rowOf(shop)).pullCursor).toEqual(shop.pullCursor);
    expect(await pullsOf(shop.id)).toMatchObject([{ state: "failed" }]);
    expect(await world.settled()).toEqual([]);
    expect(await world.links()).toHaveLength(3);
  },
);

test("F6: receipts of every odd kind are imported or held with a reason, and none stops the page", async () => {
  const [shop] = await world.begin();
  const imported = [
    { name: "Zoë &amp; D&#39;Arcy <b>" },
    { name: "🎁 Ωmega 🧵", giftMessage: "🎉🎉", isGift: true },
    { name: "نور حداد", messageFromBuyer: "שלום" },
    { name: "N".repeat(250), address: { firstLine: "S".repeat(250) } },
    { lines: Array.from({ length: 200 }, () => ({ listingId: 81000001, quantity: 3 })) },
  ];
  const held = {
    sku_missing: { lines: [{ listingId: 81000006 }] },
    sku_unknown: { lines: [{ listingId: 81000007 }] },
    quantity_zero: { lines: [{ listingId: 81000001, quantity: 0 }] },
    address_missing: { address: { firstLine: "", city: "", zip: "", country: "  " } },
  };
  const expected = new Map<string, unknown>();
  for (const spec of imported)
    expected.set((await world.place(shop, spec))[0] ?? "", { state: "created", holdReason: null });
  for (const [holdReason, spec] of Object.entries(held))
    expected.set((await world.place(shop, spec))[0] ?? "", { state: "held", holdReason });
  expect(await world.settled()).toEqual([]);
  const found = (await world.links()).map(({ receiptId, state, holdReason }) => [
    receiptId,
    { state, holdReason },
  ]);
  expect(new Map(found as [string, unknown][])).toEqual(expected);
});

test("F6: an entry of a page that is no receipt is left aside, a 64-bit id keeps its digits, nulls become a hold", async () => {
  await world.begin();
  const sold = Math.floor(Date.now() / 1000);
  const page = `{"count":2,"new_field":1,"results":[{"nonsense":true},{"receipt_id":9007199254740993,
    "status":"Paid","is_paid":true,"name":null,"first_line":null,"city":null,"country_iso":null,
    "created_timestamp":${sold},"updated_timestamp":${sold},"surprise":{"a":[]},
    "transactions":[{"sku":"MUG-FOG","quantity":1,"price":null,"variations":null}]}]}`;
  await world.etsy.fault({
    route: routes.page,
    when: "before",
    fault: { kind: "status", status: 200, body: page },
  });
  expect(await world.settled()).toEqual([]);
  expect(await world.links()).toMatchObject([
    { receiptId: "9007199254740993", state: "held", holdReason: "address_missing" },
  ]);
});

const mug = { sku: "MUG-FOG", quantity: 1 };
const total = (amount: number, divisor: number) => ({
  grandtotal: { amount, divisor, currency_code: "USD" },
});
const absurd = [
  ["a quantity that no column holds", "held", { transactions: [{ ...mug, quantity: 3e9 }] }],
  [
    "quantities whose sum is too large",
    "created",
    { transactions: Array(3).fill({ ...mug, quantity: 2e9 }) },
  ],
  ["a line that cannot be read", "held", { transactions: [mug, null] }],
  ["a total of half a cent", "created", total(12.5, 100)],
  ["a divisor below one", "created", total(12, 0.5)],
  ["a divisor that no column holds", "created", total(12, 1e12)],
  ["a total beyond all numbers", "created", total(1e300, 1)],
  ["a creation long before Christ", "skipped", { created_timestamp: -1e14 }],
  ["a change after the end of time", "created", { updated_timestamp: 9e14 }],
  [
    "dates after the end of time",
    "created",
    { transactions: [{ ...mug, paid_timestamp: 9e14, expected_ship_date: 9e14 }] },
  ],
  ["an id with a fraction", undefined, { receipt_id: 1002.5 }],
  ["a status of a megabyte", "held", { status: "p".repeat(1e6) }],
  [
    "lists where texts belong",
    "held",
    { name: ["a"], first_line: {}, status: ["Paid"], is_paid: "yes" },
  ],
] as const;

test.each(absurd)("F6 F45: a receipt with %s stops no other of its page", async (_, state, odd) => {
  const [shop] = await world.begin();
  const sold = Math.floor(Date.now() / 1000);
  const plain = {
    status: "Paid",
    is_paid: true,
    name: "Kim",
    first_line: "1 Street",
    city: "Austin",
    country_iso: "US",
    created_timestamp: sold,
    updated_timestamp: sold,
    transactions: [mug],
  };
  const results = [{}, odd, {}].map((fields, at) => ({
    ...plain,
    receipt_id: 1001 + at,
    ...fields,
  }));
  await world.etsy.fault({
    route: routes.page,
    when: "before",
    fault: { kind: "status", status: 200, body: JSON.stringify({ count: 3, results }) },
  });
  await round();
  expect(await pullsOf(shop.id)).toMatchObject([{ state: "succeeded" }]);
  expect(await world.linkOf("1001")).toMatchObject({ state: "created" });
  expect((await world.linkOf("1002"))?.state).toBe(state);
  expect(await world.linkOf("1003")).toMatchObject({ state: "created" });
});
