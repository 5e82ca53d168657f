import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkEvent, skuAlias } from "@/db/schema/order-link";
import { warehouse } from "@/db/schema/organisation";
import { sellers } from "@/sandbox/demo";
import { adminOf } from "@/scripts/testing/admin-of";
import { asOwner } from "@/scripts/testing/as-owner";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { orderCreation } from "@/server/integrations/schema";
import type { Scope } from "@/server/people/scope";
import { previewImport } from "./preview";
import { previewNextPull } from "./preview-next-pull";
import type { PreviewRow } from "./preview-rows";
import { dismissOrderLink } from "./release";

let world: World;
let owner: typeof integration.$inferSelect;
let admin: Scope;
let rules: ReturnType<typeof orderCreation.parse>;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.connect();
  admin = await adminOf(owner.organisationId);
  const sites = await db().select().from(warehouse);
  const siteId = (name: string) => sites.find((one) => one.name === name)?.id ?? "";
  rules = orderCreation.parse({
    rules: [
      { when: { countries: ["AU"] }, destination: { kind: "leave_out" } },
      { when: { countries: ["CA"] }, destination: { kind: "hold" } },
      {
        when: { countries: ["NZ"] },
        destination: { kind: "warehouse", warehouseId: siteId("Sydney") },
      },
    ],
    otherwise: { kind: "warehouse", warehouseId: siteId("Melbourne") },
    importFrom: { kind: "now" },
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.emptyStandIns();
  await world.clear();
  await asOwner("truncate integration cascade");
  owner = await world.connect({ orderCreation: rules });
});

type Spec = Record<string, unknown>;
const nowSeconds = () => Math.floor(Date.now() / 1000);
const line = (changes: Spec) => ({ lines: [{ listingId: 81000001, ...changes }] });
/** One kind of receipt for each way that it may go. */
const kinds: Record<string, Spec> = {
  "of the usual kind": {},
  "of two lines": { lines: [{ listingId: 81000001, quantity: 3 }, { listingId: 81000002 }] },
  "with an unknown SKU": line({ sku: "NOBODY-KNOWS" }),
  "with a SKU that has an alias": line({ sku: "OLD-MUG" }),
  "without a SKU": line({ sku: null }),
  "without a street": { address: { firstLine: "" } },
  "digital only": { lines: [{ listingId: 81000005 }] },
  "left out by a rule": { address: { country: "AU", state: "VIC", zip: "3000" } },
  "for a warehouse that is not theirs": { address: { country: "NZ", zip: "6011" } },
  "for a country that no rule decides": { address: { country: "CA", state: "ON", zip: "K1A" } },
  "of an older time": { createdAt: nowSeconds() - 40 * 86_400, updatedAt: nowSeconds() - 60 },
  "not paid": { status: "payment processing" },
  "shipped already": { status: "completed" },
  canceled: { status: "canceled" },
  refunded: { status: "fully refunded" },
  "without quantity": line({ quantity: 0 }),
};
const shipped = { tracking_code: "9400111899220000999990", carrier_name: "usps" };
const inputs = { cancel: {}, refund: {}, address: { city: "Y", touch: true }, ship: shipped };
const usualAddress = { country: "US", state: "NY", zip: "10001" };
async function place(kind: string): Promise<string> {
  const spec = kinds[kind] ?? {};
  const address = { ...usualAddress, ...(spec.address as Spec) };
  const [receiptId = ""] = await world.placeOrders({ ...spec, address });
  return receiptId;
}

/** What became of receipts, in the words of a preview. */
async function became(): Promise<Map<string, { decision: string; reason: string | null }>> {
  const words = { created: "create", held: "hold", skipped: "skip" } as const;
  const events = await db()
    .select({ orderLinkId: orderLinkEvent.orderLinkId })
    .from(orderLinkEvent)
    .where(eq(orderLinkEvent.kind, "order.adopted"));
  const adopted = new Set(events.map(({ orderLinkId }) => orderLinkId));
  const word = (link: Awaited<ReturnType<typeof world.links>>[number]) =>
    link.state === "created" && adopted.has(link.id)
      ? "adopt"
      : (words[link.state as "held"] ?? link.state);
  return new Map(
    (await world.links()).map((link) => [
      link.receiptId,
      {
        decision: link.stopShipAt ? "stop" : word(link),
        reason: link.holdReason ?? link.skipReason,
      },
    ]),
  );
}

const told = (rows: PreviewRow[]) =>
  new Map(rows.map(({ receiptId, decision, reason }) => [receiptId, { decision, reason }]));

/** Looks, then pulls: what was foreseen has happened, and nothing else has. */
async function expectForeseen(): Promise<void> {
  const before = await became();
  const preview = await previewNextPull(admin, owner.id);
  expect(preview.complete).toBe(true);
  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.drive();
  expect(await became()).toEqual(new Map([...before, ...told(preview.rows)]));
}

const alias = () =>
  db().insert(skuAlias).values({
    organisationId: owner.organisationId,
    integrationId: owner.id,
    sku: "OLD-MUG",
    productCode: "MUG-FOG",
  });

describe("the preview of the next pull", () => {
  it("equals the run that follows, for a receipt of every kind", async () => {
    await alias();
    for (const kind of Object.keys(kinds)) await place(kind);
    const { counts } = await previewNextPull(admin, owner.id);
    expect(counts).toEqual({ create: 3, adopt: 0, hold: 6, skip: 7, stop: 0 });
    await expectForeseen();
  });

  it("equals the run that follows when people and Etsy changed what was stored", async () => {
    const ids = Object.fromEntries(
      await Promise.all(Object.keys(kinds).map(async (kind) => [kind, await place(kind)] as const)),
    );
    const of = (kind: string) => String(ids[kind]);
    await world.drive();
    await alias();
    const dismissed = await world.linkOf(of("without quantity"));
    await dismissOrderLink(admin, dismissed?.id ?? "", "Not ours.");
    const later = nowSeconds() + 2;
    await new Promise((resume) => setTimeout(resume, later * 1000 - Date.now()));
    await world.etsy.control("POST", `/receipts/${of("of the usual kind")}/cancel`);
    await world.etsy.control("POST", `/receipts/${of("with an unknown SKU")}/cancel`);
    await world.etsy.control("POST", `/receipts/${of("without a street")}/address`, {
      firstLine: "1 Found Street",
      touch: true,
    });
    await world.etsy.control("POST", `/receipts/${of("without a SKU")}/address`, {
      city: "Else",
      touch: true,
    });
    await world.etsy.control("POST", `/receipts/${of("without quantity")}/address`, {
      city: "X",
      touch: true,
    });
    await world.etsy.control("POST", `/receipts/${of("of two lines")}/ship`, shipped);
    await world.etsy.control("POST", `/receipts/${of("with a SKU that has an alias")}/address`, {
      city: "There",
      touch: true,
    });
    await place("of the usual kind");
    const { counts, known } = await previewNextPull(admin, owner.id);
    expect({ counts, known }).toEqual({
      counts: { create: 3, adopt: 0, hold: 1, skip: 1, stop: 1 },
      known: 11,
    });
    await expectForeseen();
  });

  it("equals the run that follows, whatever mixture it is (seed 20261123)", async () => {
    await alias();
    const change = fc.constantFrom("cancel", "refund", "address", "ship", "none");
    const mixture = fc.array(fc.tuple(fc.constantFrom(...Object.keys(kinds)), change), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(mixture, async (receipts) => {
        const ids = [];
        for (const [kind] of receipts) ids.push(await place(kind));
        await expectForeseen();
        for (const [index, [, what]] of receipts.entries())
          if (what !== "none")
            await world.etsy
              .control("POST", `/receipts/${ids[index]}/${what}`, inputs[what])
              .catch(() => undefined);
        await expectForeseen();
      }),
      { seed: 20_261_123, numRuns: 12 },
    );
  });

  it.each(["next pull", "first import"])(
    "tells a foreign order from an own one under the reference, as the run does: %s",
    async (which) => {
      const since = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
      const [own, foreign, fresh] = [
        await place("of the usual kind"),
        await place("of the usual kind"),
        await place("of the usual kind"),
      ];
      await world.drive();
      const [gone] = await world.ordersOf(fresh);
      await world.cartonCloud.control("POST", `/orders/${gone?.order.id}/delete`);
      // Nobody here remembers any of them; the second one is another order than would be sent now.
      await db().delete(orderLinkEvent);
      await db().delete(orderLink);
      await world.etsy.control("POST", `/receipts/${foreign}/address`, { firstLine: "9 Other Rd" });
      const from = new Date(`${since}T00:00:00Z`);
      await db().update(integration).set({ importSince: from, pullCursor: from });
      const settings = { ...rules, importFrom: { kind: "since" as const, date: since } };
      const { rows, notLookedUp } =
        which === "next pull"
          ? await previewNextPull(admin, owner.id)
          : await previewImport(admin, owner.id, settings);
      expect(notLookedUp).toBe(0);
      expect(told(rows)).toEqual(
        new Map([
          [own, { decision: "adopt", reason: null }],
          [foreign, { decision: "hold", reason: "reference_taken" }],
          [fresh, { decision: "create", reason: null }],
        ]),
      );
      await db()
        .update(integration)
        .set({ nextPullAt: new Date(0) });
      await world.drive();
      expect(told(rows)).toEqual(await became());
    },
  );

  it("changes nothing by looking", async () => {
    for (const kind of Object.keys(kinds)) await place(kind);
    // What any call to the outside notes down, and product codes that are read anew.
    const noted = ["etsy_budget", "etsy_call_count", "etsy_connection", "product"];
    const everything = async () => {
      const tables = await db().execute<{ name: string }>(
        sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
      );
      const rows: Record<string, unknown> = {};
      for (const { name } of tables.filter((table) => !noted.includes(table.name)))
        rows[name] = await db().execute(sql`select * from ${sql.identifier(name)}`);
      return JSON.parse(JSON.stringify(rows));
    };
    const writes = async () => {
      const calls = [...(await world.etsy.journal()), ...(await world.cartonCloud.journal())];
      const reads = /^GET |search|token/;
      return calls.flatMap(({ route }) => (reads.test(route) ? [] : [route]));
    };
    await previewNextPull(admin, owner.id);
    const before = await everything();
    const madeBefore = await writes();
    await previewNextPull(admin, owner.id);
    expect(await everything()).toEqual(before);
    expect(await writes()).toEqual(madeBefore);
  });

  it("is refused for an integration that has no next pull", async () => {
    await db().update(integration).set({ status: "reconnect" });
    await expect(previewNextPull(admin, owner.id)).rejects.toThrow(/connect it again/);
  });
});

describe("the preview of the first import", () => {
  it("equals the run that follows Finish", async () => {
    await asOwner("truncate integration cascade");
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    owner = await world.connect({
      status: "active",
      importSince: new Date(`${day}T00:00:00Z`),
      pullCursor: new Date(`${day}T00:00:00Z`),
    });
    for (const kind of Object.keys(kinds)) await place(kind);
    const settings = { ...rules, importFrom: { kind: "since" as const, date: day } };
    const preview = await previewImport(admin, owner.id, settings);
    expect(preview).toMatchObject({ complete: true, example: false });
    await db()
      .update(integration)
      .set({ orderCreation: settings, nextPullAt: new Date(0) });
    await world.drive();
    const ended = await became();
    for (const [receiptId, foreseen] of told(preview.rows))
      expect({ receiptId, ...ended.get(receiptId) }).toEqual({ receiptId, ...foreseen });
    // What it does not name is not imported.
    for (const [receiptId, { decision }] of ended)
      if (!told(preview.rows).has(receiptId)) expect(decision).toBe("skip");
    expect(sellers[0].shopId).toBe(owner.etsyShopId);
  });
});
