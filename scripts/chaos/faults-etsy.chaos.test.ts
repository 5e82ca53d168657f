import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { pull } from "@/db/schema/integration";
import { routes } from "@/scripts/testing/routes";
import { passTime, round } from "./drain";
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
    expect(await pagesAsked(parked.shopId)).toBe(1);
    expect(+((await world.rowOf(parked)).nextPullAt ?? 0)).toBeGreaterThanOrEqual(
      before + seconds * 1000,
    );
    expect((await pullsOf(parked.id)).map(({ state }) => state)).not.toContain("running");
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
    for (let time = 1; time <= 6; time++) {
      await passTime();
      await round();
      expect(await pagesAsked(shop.shopId)).toBe(time);
    }
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
