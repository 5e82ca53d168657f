import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { readReceipt } from "@/server/etsy/fixtures";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import type { Scope } from "@/server/people/scope";
import { listAliases } from "./aliases";
import { listProductCodes, readOrderLink, readOutboundOrder } from "./get";
import { listHeld, listOwnWarehouses } from "./held";
import { listOrderLinks } from "./list";
import { sealReceipt } from "./order-link";

let tenant: Tenant;
let integrationId: string;
let orderLinkId: string;
const at = new Date("2026-03-01T10:00:00Z");

beforeAll(async () => {
  tenant = await makeTenant();
  integrationId = await tenant.draft();
  const row = (index: number) => ({
    organisationId: tenant.organisationId,
    customerId: tenant.own,
    integrationId,
    receiptId: `34000000${String(index).padStart(2, "0")}`,
    receiptReadAt: at,
    receiptStatus: "Paid",
    receiptCreatedAt: at,
    receiptUpdatedAt: at,
    itemQuantity: 1,
    ...(index < 7
      ? { state: "held" as const, holdReason: index < 6 ? "sku_unknown" : "no_rule" }
      : { state: "completed" as const }),
  });
  await db()
    .insert(orderLink)
    .values(Array.from({ length: 60 }, (_, index) => row(index)));
  const id = crypto.randomUUID();
  await db()
    .insert(orderLink)
    .values({ ...row(99), id, receiptSealed: sealReceipt(id, readReceipt()) });
  orderLinkId = id;
});
afterAll(async () => {
  await db().$client.end();
});

const filter = (part: Partial<Parameters<typeof listOrderLinks>[1]> = {}) => ({
  integrationId,
  ...part,
});

describe("the list of orders", () => {
  it("leads through every order once, though all were placed in one moment", async () => {
    const first = await listOrderLinks(tenant.admin, filter());
    expect(first.links).toHaveLength(50);
    const second = await listOrderLinks(tenant.admin, filter({ before: first.next ?? "nowhere" }));
    expect(second.next).toBeNull();
    const all = [...first.links, ...second.links].map(({ id }) => id);
    expect(new Set(all).size).toBe(61);
    expect(all).toHaveLength(61);
  });

  it("narrows by state, reason and the beginning of the receipt number", async () => {
    const count = async (part: Parameters<typeof filter>[0]) =>
      (await listOrderLinks(tenant.admin, filter(part))).links.length;
    expect(await count({ state: "held" })).toBe(7);
    expect(await count({ state: "held", reason: "no_rule" })).toBe(1);
    expect(await count({ receipt: "340000000" })).toBe(10);
    expect(await count({ receipt: "%" })).toBe(0);
    expect(await count({ receipt: "9" })).toBe(0);
  });

  it("takes a mark that leads nowhere for the first page", async () => {
    expect((await listOrderLinks(tenant.admin, filter({ before: "x_y" }))).links).toHaveLength(50);
  });

  it("groups what waits by reason, the largest group first, five of each", async () => {
    const groups = await listHeld(tenant.admin, integrationId);
    expect(groups.map(({ reason, count, links }) => [reason, count, links.length])).toEqual([
      ["sku_unknown", 6, 5],
      ["no_rule", 1, 1],
    ]);
  });
});

describe("one order", () => {
  it("is shown with its receipt opened, and without a sealed column", async () => {
    const view = await readOrderLink(tenant.customerUser, { integrationId, orderLinkId });
    expect(view.receipt?.lines.length).toBeGreaterThan(0);
    expect(Object.keys(view.link)).not.toContain("receiptSealed");
    expect(Object.keys(view.link)).not.toContain("addressSealed");
    expect(view.warehouses.map(({ id }) => id)).toEqual([tenant.site]);
  });

  it("is not found under another integration", async () => {
    const elsewhere = await tenant.draft();
    await expect(
      readOrderLink(tenant.admin, { integrationId: elsewhere, orderLinkId }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("answers strangers exactly as if it did not exist, by every read", async () => {
    const strangers: Scope[] = [
      { ...tenant.admin, organisationId: crypto.randomUUID() },
      { ...tenant.customerUser, customerIds: [tenant.other] },
    ];
    const missing = crypto.randomUUID();
    const told = (work: Promise<unknown>) => work.catch((error: Error) => error.message);
    for (const scope of strangers) {
      for (const read of [
        (id: string) => readOrderLink(scope, { integrationId, orderLinkId: id }),
        (id: string) => readOutboundOrder(scope, id),
      ]) {
        expect(await told(read(orderLinkId))).toBe(await told(read(missing)));
        expect(await told(read(orderLinkId))).toMatch(/does not exist/);
      }
      await expect(listOrderLinks(scope, filter())).rejects.toMatchObject({ code: "not_found" });
      for (const read of [listHeld, listOwnWarehouses, listProductCodes, listAliases])
        await expect(read(scope, integrationId)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
