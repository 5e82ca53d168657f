import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { warehouse } from "@/db/schema/organisation";
import { auditEntry } from "@/db/schema/people";
import { customers } from "@/sandbox/demo";
import { adminOf } from "@/scripts/testing/admin-of";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { defaultFulfilment, orderCreation } from "@/server/integrations/schema";
import type { Scope } from "@/server/people/scope";
import { bindSku, suggestProductCodes } from "./alias";
import { retryHeld } from "./bulk";
import { findDueWork } from "./due-work";
import { previewImport } from "./preview";
import {
  adoptOrder,
  chooseWarehouse,
  dismissOrderLink,
  enterAddress,
  retryOrderLinks,
} from "./release";

let world: World;
let scope: Scope;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  const { id, organisationId } = await world.connect();
  integrationId = id;
  scope = await adminOf(organisationId);
});
afterAll(() => world.close());

beforeEach(() => world.clear());

async function held(spec: Record<string, unknown>, changes: Record<string, unknown> = {}) {
  const receiptIds = await world.placeOrders(spec);
  if (Object.keys(changes).length > 0) await db().update(integration).set(changes);
  await world.drive();
  const rows = (await world.links()).filter((row) => receiptIds.includes(row.receiptId));
  const [first] = rows;
  if (!first) throw new Error("Nothing was imported.");
  return { first, rows };
}

const stateOf = async (id: string) =>
  (await db().select().from(orderLink).where(eq(orderLink.id, id)))[0];

describe("a SKU that CartonCloud does not know", () => {
  const spec = { count: 3, lines: [{ listingId: 81000007 }] };

  it("is bound with one answer, which releases every order that waits for it", async () => {
    const { first } = await held(spec);
    expect(first).toMatchObject({ state: "held", holdReason: "sku_unknown" });
    const [question] = await suggestProductCodes(scope, first.id);
    expect(question).toMatchObject({ sku: "CNDL-FIG", waiting: 3 });
    expect(question?.suggestions[0]).toMatchObject({ code: "CANDLE-FIG" });
    expect(await bindSku(scope, first.id, { sku: "CNDL-FIG", productCode: "CANDLE-FIG" })).toEqual({
      released: 3,
      waiting: 0,
      left: 0,
    });
    await world.drive();
    expect((await world.links()).map(({ state }) => state)).toEqual(Array(3).fill("created"));
  });

  it("answered and retried by three people at once makes one outbound order of each receipt", async () => {
    const { first } = await held(spec);
    // Receipts of earlier tests are read again too.
    const waiting = (await world.links()).filter(({ holdReason }) => holdReason === "sku_unknown");
    const answer = { sku: "CNDL-FIG", productCode: "CANDLE-FIG" };
    const all = { integrationId, reason: "sku_unknown" as const, readAt: new Date() };
    const [a, b, c] = await Promise.all([
      bindSku(scope, first.id, answer),
      bindSku(scope, first.id, answer),
      retryHeld(scope, all),
    ]);
    expect(a.released + b.released + c.done).toBe(waiting.length);
    await world.drive();
    // A retry that was faster than the answer may be held again: it knows the answer now.
    await retryHeld(scope, { ...all, readAt: new Date() });
    await world.drive();
    for (const { id, receiptId } of waiting) {
      expect(await world.ordersOf(receiptId)).toHaveLength(1);
      expect((await stateOf(id))?.state).toBe("created");
    }
  });

  it("is not bound to another product when CartonCloud knows it as one by now", async () => {
    const { first } = await held({ count: 1, lines: [{ sku: "VASE-NEW", title: "Vase" }] });
    await world.cartonCloud.control("POST", "/products", {
      customerId: customers[0].id,
      code: "VASE-NEW",
      name: "Vase",
    });
    await expect(
      bindSku(scope, first.id, { sku: "VASE-NEW", productCode: "CANDLE-FIG" }),
    ).rejects.toThrow("CartonCloud knows VASE-NEW as a product of its own");
    await retryOrderLinks(scope, integrationId, [first.id]);
    await world.drive();
    expect((await stateOf(first.id))?.state).toBe("created");
  });

  it("is not bound to a code that CartonCloud does not know either", async () => {
    const { first } = await held(spec);
    await expect(
      bindSku(scope, first.id, { sku: "CNDL-FIG", productCode: "NOPE" }),
    ).rejects.toThrow("no active product NOPE");
    await expect(
      bindSku(scope, first.id, { sku: "OTHER", productCode: "CANDLE-FIG" }),
    ).rejects.toThrow("no line with that SKU");
  });
});

describe("a person's answer to a hold", () => {
  const address = {
    name: "Ada",
    firstLine: "1 Lane",
    secondLine: "",
    city: "Leeds",
    state: "",
    zip: "LS1",
    countryIso: "GB",
  };

  it("gives the order an address, sealed, and lets it go on", async () => {
    const { first } = await held({ address: { city: "" } });
    expect(first.holdReason).toBe("address_incomplete");
    await expect(
      enterAddress(scope, first.id, { ...address, countryIso: "UK" }),
    ).rejects.toMatchObject({ field: "countryIso", message: expect.stringContaining("Write GB") });
    await enterAddress(scope, first.id, address);
    expect((await stateOf(first.id))?.addressSealed).not.toContain("Leeds");
    await world.drive();
    const { orders } = await world.cartonCloud.control(
      "GET",
      `/orders?reference=${first.receiptId}`,
    );
    expect(JSON.stringify(orders)).toContain("1 Lane");
  });

  it("chooses a warehouse, but only one that the customer has access to", async () => {
    const ask = orderCreation.parse({ otherwise: { kind: "hold" }, importFrom: { kind: "now" } });
    const [before] = await db().select().from(integration);
    const { first } = await held({}, { orderCreation: ask });
    const sites = await db().select().from(warehouse);
    const site = (name: string) => sites.find((one) => one.name === name)?.id ?? "";
    await expect(chooseWarehouse(scope, first.id, site("Sydney"))).rejects.toThrow("no access");
    await chooseWarehouse(scope, first.id, site("Los Angeles"));
    await world.drive();
    expect(await stateOf(first.id)).toMatchObject({
      state: "created",
      warehouseId: site("Los Angeles"),
    });
    await db().update(integration).set({ orderCreation: before?.orderCreation });
  });

  it("imports what a rule left out once a person names a warehouse, and not by a mere retry", async () => {
    const [before] = await db().select().from(integration);
    const leave = orderCreation.parse({
      otherwise: { kind: "leave_out" },
      importFrom: { kind: "now" },
    });
    const { first } = await held({}, { orderCreation: leave });
    expect(first).toMatchObject({ state: "skipped", skipReason: "left_out" });
    const again = await retryOrderLinks(scope, integrationId, [first.id]);
    expect(again.refused.map(({ why }) => why)).toEqual([
      "A rule left it out. Choose a warehouse for it on its page.",
    ]);
    const [site] = await db().select().from(warehouse).where(eq(warehouse.name, "Melbourne"));
    await chooseWarehouse(scope, first.id, site?.id ?? "");
    await world.drive();
    expect(await stateOf(first.id)).toMatchObject({ state: "created", warehouseId: site?.id });
    await db().update(integration).set({ orderCreation: before?.orderCreation });
  });

  it("dismisses it with the reason on record, and a retry takes it up again", async () => {
    const { first } = await held({ lines: [{ sku: "NO-SUCH", title: "Vase" }] });
    await dismissOrderLink(scope, first.id, "Sent from home");
    expect(await stateOf(first.id)).toMatchObject({ state: "skipped", skipReason: "dismissed" });
    await expect(dismissOrderLink(scope, first.id, "again")).rejects.toThrow("moved on");
    const [audit] = await db().select().from(auditEntry).where(eq(auditEntry.subjectId, first.id));
    expect(audit).toMatchObject({ action: "order_link.dismissed", userId: scope.userId });
    expect(await retryOrderLinks(scope, integrationId, [first.id])).toMatchObject({ released: 1 });
  });

  it("adopts the order that has the reference, and makes no other", async () => {
    const { first } = await held({});
    const orderId = first.outboundOrderId;
    await db()
      .update(orderLink)
      .set({
        state: "held",
        holdReason: "reference_taken",
        reasonDetail: { outboundOrderId: orderId },
        outboundOrderId: null,
      });
    await adoptOrder(scope, first.id);
    await world.drive();
    expect(await stateOf(first.id)).toMatchObject({ state: "created", outboundOrderId: orderId });
  });

  it("refuses to try again what waits for nobody, and says why", async () => {
    const { first } = await held({});
    const answer = await retryOrderLinks(scope, integrationId, [first.id, crypto.randomUUID()]);
    expect(answer.released).toBe(0);
    expect(answer.refused.map(({ why }) => why)).toEqual([
      "It does not wait for anyone.",
      "It does not exist.",
    ]);
  });

  it("is refused from another organisation exactly as a missing order is", async () => {
    const { first } = await held({ address: { city: "" } });
    const stranger = { ...scope, organisationId: crypto.randomUUID() };
    const message = async (id: string) =>
      enterAddress(stranger, id, address).catch((error: Error) => error.message);
    expect(await message(first.id)).toBe(await message(crypto.randomUUID()));
    expect((await stateOf(first.id))?.state).toBe("held");
  });
});

describe("a preview", () => {
  it("says what would be created, held and skipped, and writes nothing", async () => {
    // Both: receipt numbers begin anew, and an order of an older one would be found under them.
    await world.emptyStandIns();
    await db().execute("delete from etsy_connection");
    await db().delete(orderLink);
    await db().delete(integration);
    integrationId = (await world.connect({ fulfilment: defaultFulfilment })).id;
    await world.placeOrders({ count: 2 });
    await world.placeOrders({ lines: [{ sku: "NO-SUCH", title: "Vase" }] });
    await world.placeOrders({ lines: [{ listingId: 81000005 }] });
    const [row] = await db().select().from(integration);
    const settings = orderCreation.parse({
      ...orderCreation.parse(row?.orderCreation),
      importFrom: { kind: "since", date: new Date().toISOString().slice(0, 10) },
    });
    const before = await world.cartonCloud.control("GET", "/orders");
    const preview = await previewImport(scope, integrationId, settings);
    expect(preview.counts).toMatchObject({ hold: 1, skip: 1 });
    expect(preview.counts.create).toBeGreaterThanOrEqual(2);
    expect(await world.links()).toEqual([]);
    expect(await world.cartonCloud.control("GET", "/orders")).toEqual(before);
  });
});

describe("the sweep", () => {
  it("finds work again that a job runner lost", async () => {
    await world.placeOrders();
    await world.drive();
    expect((await findDueWork()).orders).toEqual([]);
    await db().update(orderLink).set({ state: "received" });
    const { organisationId = "" } = (await world.links())[0] ?? {};
    for (let sweep = 0; sweep < 2; sweep++)
      expect((await findDueWork()).orders).toEqual([{ organisationId }]);
    await db()
      .update(orderLink)
      .set({ leaseUntil: new Date(Date.now() + 60_000) });
    expect((await findDueWork()).orders).toEqual([]);
  });

  it("leaves an integration that is not active alone", async () => {
    await world.placeOrders();
    await db()
      .update(integration)
      .set({ status: "paused", nextPullAt: new Date(0) });
    expect(await findDueWork()).toMatchObject({ pulls: [], orders: [] });
    await db().update(integration).set({ status: "active" });
  });
});
