import { and, desc, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkEvent, skuAlias } from "@/db/schema/order-link";
import { product } from "@/db/schema/organisation";
import { auditEntry } from "@/db/schema/people";
import { inngest } from "@/inngest/client";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { bindSku, changeAlias, suggestProductCodes } from "./alias";
import { listAliases, readAliasUse, removeAlias } from "./aliases";
import { addProducts, announcedBy, auditsOf, kindsOf, linkRow, makeHeld } from "./held-fixtures";

let tenant: Tenant;
let integrationId: string;
const send = vi.spyOn(inngest, "send");

beforeEach(async () => {
  send.mockClear().mockResolvedValue({ ids: [] });
  tenant = await makeTenant();
  integrationId = await tenant.draft();
  await addProducts(tenant, "MUG", "CANDLE", "MUG-FOG", "MUGFOG");
});
afterAll(async () => {
  await db().$client.end();
});

async function heldFor(skus: string[], count = 1): Promise<string[]> {
  const rows = await makeHeld(tenant, integrationId, { reason: "sku_unknown", skus, count });
  return rows.map(({ id }) => id);
}
const first = (ids: string[]): string => ids[0] ?? "";
const bind = (id: string, sku: string, productCode: string, more = {}) =>
  bindSku(tenant.admin, id, { sku, productCode, ...more });
/** Gives links an outbound order each. */
async function made(ids: string[]) {
  for (const id of ids)
    await db()
      .update(orderLink)
      .set({ outboundOrderId: crypto.randomUUID() })
      .where(eq(orderLink.id, id));
}
const codeOf = async (sku: string) =>
  (
    await db()
      .select()
      .from(skuAlias)
      .where(and(eq(skuAlias.integrationId, integrationId), eq(skuAlias.sku, sku)))
  )[0]?.productCode;

const announced = () => announcedBy(send.mock.calls);

describe("an answer to an SKU", () => {
  it("is counted before it is given: all that wait, and those that it releases at once", async () => {
    const ids = await heldFor(["TASSE"], 3);
    await heldFor(["TASSE", "KERZE"], 2);
    const [question] = await suggestProductCodes(tenant.admin, first(ids));
    expect(question).toMatchObject({ sku: "TASSE", waiting: 5, releases: 3, current: null });
    expect(await bind(first(ids), "TASSE", "MUG")).toEqual({ released: 3, waiting: 2, left: 0 });
  });

  it("leaves an order that waits for two held for the other one, and the second answer releases it", async () => {
    const id = first(await heldFor(["TASSE", "KERZE"]));
    expect(await bind(id, "TASSE", "MUG")).toEqual({ released: 0, waiting: 1, left: 0 });
    expect(await linkRow(id)).toMatchObject({
      state: "held",
      attempts: 0,
      reasonDetail: { skus: [{ sku: "KERZE", title: "The KERZE" }] },
    });
    const [event] = await db()
      .select()
      .from(orderLinkEvent)
      .where(and(eq(orderLinkEvent.orderLinkId, id), eq(orderLinkEvent.kind, "sku.bound")));
    expect(event?.data).toEqual({ sku: "TASSE", productCode: "MUG", still: ["KERZE"] });
    expect(await suggestProductCodes(tenant.admin, id)).toHaveLength(1);
    expect(await bind(id, "KERZE", "CANDLE")).toEqual({ released: 1, waiting: 0, left: 0 });
    expect(await linkRow(id)).toMatchObject({ state: "received", attempts: 1 });
    expect(await kindsOf(id)).toEqual(["hold", "sku.bound", "sku.bound", "released"]);
    // Each answer is in the audit log once, of the integration; the order follows from it.
    expect(await auditsOf(id)).toEqual([]);
    const told = await db()
      .select({ after: auditEntry.after })
      .from(auditEntry)
      .where(eq(auditEntry.action, "integration.sku_bound"))
      .orderBy(desc(auditEntry.at))
      .limit(2);
    expect(told.map(({ after }) => after)).toEqual([
      { sku: "KERZE", productCode: "CANDLE" },
      { sku: "TASSE", productCode: "MUG" },
    ]);
    const [by] = await db()
      .select({ userId: orderLinkEvent.userId })
      .from(orderLinkEvent)
      .where(and(eq(orderLinkEvent.orderLinkId, id), eq(orderLinkEvent.kind, "released")));
    expect(by?.userId).toBe(tenant.admin.userId);
  });

  it("releases an order at once whose other SKU was answered while the order was looked at", async () => {
    const id = first(await heldFor(["TASSE", "KERZE"]));
    const { organisationId } = tenant;
    await db()
      .insert(skuAlias)
      .values({ organisationId, integrationId, sku: "KERZE", productCode: "CANDLE" });
    expect(await bind(id, "TASSE", "MUG")).toEqual({ released: 1, waiting: 0, left: 0 });
  });

  it("given for each of two SKUs at once by two people releases every order once", async () => {
    const ids = await heldFor(["TASSE", "KERZE"], 6);
    const outcomes = await Promise.all([
      bind(first(ids), "TASSE", "MUG"),
      bind(first(ids), "KERZE", "CANDLE"),
    ]);
    expect(outcomes.reduce((sum, { released }) => sum + released, 0)).toBe(6);
    expect(announced()).toEqual(new Set([tenant.organisationId]));
    for (const id of ids) {
      expect(await linkRow(id)).toMatchObject({ state: "received", attempts: 1 });
      expect((await kindsOf(id)).filter((kind) => kind === "released")).toHaveLength(1);
    }
  });

  it("given differently by two people at once is taken once, and the second one is told", async () => {
    const id = first(await heldFor(["TASSE"]));
    const answers = await Promise.allSettled([
      bind(id, "TASSE", "MUG"),
      bind(id, "TASSE", "CANDLE"),
    ]);
    const refused = answers.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0].message).toMatch(/^TASSE is (MUG|CANDLE) here, as Ada said on/);
    expect((await kindsOf(id)).filter((kind) => kind === "released")).toHaveLength(1);
    expect(answers.findIndex(({ status }) => status === "fulfilled")).toBe(
      ["MUG", "CANDLE"].indexOf((await codeOf("TASSE")) ?? ""),
    );
  });
});

describe("an answer that may send wrong goods is refused", () => {
  it("when CartonCloud knows the SKU itself as a product", async () => {
    const id = first(await heldFor(["CANDLE"]));
    await expect(bind(id, "CANDLE", "MUG", { sure: true })).rejects.toThrow(
      "CartonCloud knows CANDLE as a product of its own",
    );
    expect(await codeOf("CANDLE")).toBeUndefined();
    expect((await linkRow(id))?.state).toBe("held");
  });

  it("when the product code is not active, or only written alike", async () => {
    const id = first(await heldFor(["TASSE"]));
    await db().update(product).set({ active: false }).where(eq(product.code, "MUG"));
    await expect(bind(id, "TASSE", "MUG")).rejects.toThrow("no active product MUG");
    await expect(bind(id, "TASSE", "candle")).rejects.toThrow("It is written CANDLE there");
    await expect(bind(id, "TASSE", "mug fog")).rejects.toThrow("MUG-FOG or MUGFOG");
    expect(await codeOf("TASSE")).toBeUndefined();
  });

  it("when the SKU is written like several codes, until a person has compared the goods", async () => {
    const id = first(await heldFor(["mug fog"]));
    await expect(bind(id, "mug fog", "MUG-FOG")).rejects.toMatchObject({ field: "sure" });
    await expect(bind(id, "mug fog", "MUG-FOG")).rejects.toThrow("could also be MUGFOG");
    expect(await bind(id, "mug fog", "MUG-FOG", { sure: true })).toMatchObject({ released: 1 });
  });

  it("when the SKU has another code, saying since when, by whom and for how many orders", async () => {
    await bind(first(await heldFor(["TASSE"])), "TASSE", "MUG");
    await makeHeld(tenant, integrationId, {
      reason: "refused",
      skus: ["TASSE"],
      count: 2,
      values: {
        state: "created",
        holdReason: null,
        orderCreatedAt: new Date(Date.now() + 1000),
      },
    }).then((rows) => made(rows.map(({ id }) => id)));
    const id = first(await heldFor(["TASSE"]));
    const today = new Date().toISOString().slice(0, 10);
    await expect(bind(id, "TASSE", "CANDLE")).rejects.toThrow(
      `TASSE is MUG here, as Ada said on ${today}; 2 orders were made with it.`,
    );
    await expect(bind(id, "TASSE", "CANDLE", { replaces: "MUG-FOG" })).rejects.toMatchObject({
      code: "conflict",
      field: "replaces",
    });
    expect(await bind(id, "TASSE", "CANDLE", { replaces: "MUG" })).toMatchObject({ released: 1 });
    expect(await codeOf("TASSE")).toBe("CANDLE");
  });

  it("but not when the same code is said again: that releases what waits still", async () => {
    await bind(first(await heldFor(["TASSE"])), "TASSE", "MUG");
    expect(await bind(first(await heldFor(["TASSE"])), "TASSE", "MUG")).toMatchObject({
      released: 1,
    });
  });
});

describe("what a shop's SKUs are called", () => {
  beforeEach(async () => {
    await bind(first(await heldFor(["TASSE"])), "TASSE", "MUG");
  });

  it("is listed with who said it and when", async () => {
    expect(await listAliases(tenant.customerUser, integrationId)).toMatchObject([
      { sku: "TASSE", productCode: "MUG", productName: "Product MUG", active: true, by: "Ada" },
    ]);
  });

  it("can be changed for orders to come, and releases what waits for it", async () => {
    const id = first(await heldFor(["TASSE"]));
    const outcome = await changeAlias(tenant.admin, integrationId, {
      sku: "TASSE",
      productCode: "CANDLE",
      replaces: "MUG",
    });
    expect(outcome).toMatchObject({ released: 1 });
    expect((await linkRow(id))?.state).toBe("received");
    const [entry] = (
      await db().select().from(auditEntry).where(eq(auditEntry.subjectId, integrationId))
    ).filter(({ before }) => before !== null);
    expect(entry).toMatchObject({
      action: "integration.sku_bound",
      before: { sku: "TASSE", productCode: "MUG" },
      after: { sku: "TASSE", productCode: "CANDLE" },
      userId: tenant.admin.userId,
    });
  });

  it("can be removed once; whoever looked at another code is refused", async () => {
    const remove = (productCode: string) =>
      removeAlias(tenant.admin, { integrationId, sku: "TASSE", productCode });
    await expect(remove("CANDLE")).rejects.toThrow("in the meantime");
    await remove("MUG");
    await expect(remove("MUG")).rejects.toThrow("in the meantime");
    expect(await listAliases(tenant.admin, integrationId)).toEqual([]);
    expect((await auditsOf(integrationId)).at(-1)).toBe("integration.sku_unbound");
    const change = { sku: "TASSE", productCode: "CANDLE", replaces: "MUG" };
    await expect(changeAlias(tenant.admin, integrationId, change)).rejects.toThrow(
      "someone removed it",
    );
  });

  it("says how many orders were made with it, and at least how many where receipts are erased", async () => {
    const use = () => readAliasUse(tenant.admin, { integrationId, sku: "TASSE" });
    expect(await use()).toEqual({ orders: 0, complete: true });
    const values = { state: "created" as const, orderCreatedAt: new Date(Date.now() + 1000) };
    const spec = { reason: "refused" as const, skus: ["TASSE"], values };
    await made((await makeHeld(tenant, integrationId, spec)).map(({ id }) => id));
    expect(await use()).toEqual({ orders: 1, complete: true });
    const erased = { ...values, receiptSealed: null };
    const gone = await makeHeld(tenant, integrationId, { ...spec, values: erased });
    await made(gone.map(({ id }) => id));
    expect(await use()).toEqual({ orders: 1, complete: false });
  });
});

describe("who may answer", () => {
  it("is told the same about a foreign order and shop as about missing ones", async () => {
    const id = first(await heldFor(["TASSE"]));
    const told = (work: Promise<unknown>) => work.catch((error: Error) => error.message);
    const answer = { sku: "TASSE", productCode: "MUG", replaces: "X" };
    const missing = crypto.randomUUID();
    for (const scope of [
      { ...tenant.admin, organisationId: crypto.randomUUID() },
      { ...tenant.customerUser, customerIds: [tenant.other] },
    ]) {
      expect(await told(bindSku(scope, id, answer))).toMatch(/does not exist/);
      expect(await told(bindSku(scope, id, answer))).toBe(
        await told(bindSku(scope, missing, answer)),
      );
      for (const verb of [
        (one: string) => changeAlias(scope, one, answer),
        (one: string) => removeAlias(scope, { integrationId: one, ...answer }),
        (one: string) => readAliasUse(scope, { integrationId: one, sku: "TASSE" }),
      ]) {
        expect(await told(verb(integrationId))).toMatch(/does not exist/);
        expect(await told(verb(integrationId))).toBe(await told(verb(missing)));
      }
    }
    expect(await codeOf("TASSE")).toBeUndefined();
  });

  it("needs the right to configure, and an integration that is not deleted", async () => {
    const id = first(await heldFor(["TASSE"]));
    const answer = { sku: "TASSE", productCode: "MUG", replaces: "X" };
    for (const work of [
      () => bindSku(tenant.customerUser, id, answer),
      () => changeAlias(tenant.customerUser, integrationId, answer),
      () => removeAlias(tenant.customerUser, { integrationId, ...answer }),
    ])
      await expect(work()).rejects.toMatchObject({ code: "not_allowed" });
    await db()
      .update(integration)
      .set({ status: "deleted" })
      .where(eq(integration.id, integrationId));
    await expect(bindSku(tenant.admin, id, answer)).rejects.toThrow("is deleted");
    expect((await linkRow(id))?.state).toBe("held");
  });
});
