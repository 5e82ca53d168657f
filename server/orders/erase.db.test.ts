import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { auditEntry } from "@/db/schema/people";
import { dumpDatabase, dumpSealed } from "@/scripts/hostile/dump";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import type { Scope } from "@/server/people/scope";
import { eraseOnRequest } from "./erase-on-request";
import { erasePersonalData } from "./erase-personal-data";
import { readOrderLink } from "./get";
import { dismissOrderLink, enterAddress } from "./release";

const dayMs = 86_400_000;
let world: World;
let integrationId: string;
let scope: Scope;

beforeAll(async () => {
  world = await openWorld();
  const made = await world.connect();
  integrationId = made.id;
  scope = await adminOf(made.organisationId);
});
afterAll(() => world.close());
beforeEach(() => world.clear());

/** An order whose every text that a buyer writes holds the canary. */
async function place(canary: string, spec: Record<string, unknown> = {}) {
  const [receiptId = ""] = await world.placeOrders({
    name: `${canary} Name`,
    address: {
      firstLine: `${canary} Street`,
      secondLine: `${canary} Flat`,
      city: `${canary} City`,
    },
    isGift: true,
    giftMessage: `${canary} gift`,
    giftSender: `${canary} sender`,
    messageFromBuyer: `${canary} message`,
    lines: [{ sku: "MUG-FOG", personalization: `${canary} engraving` }],
    ...spec,
  });
  return receiptId;
}
const linkOf = async (receiptId: string) => {
  const row = await world.linkOf(receiptId);
  if (!row) throw new Error("The receipt was not stored.");
  return row;
};
const everything = async () => `${await dumpDatabase()}\n${await dumpSealed()}`;
const pullAgain = async () => {
  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.drive();
};
const agoIs = (receiptId: string, values: Partial<typeof orderLink.$inferInsert>) =>
  db().update(orderLink).set(values).where(eq(orderLink.receiptId, receiptId));

describe("H84: a buyer's data that is erased on request", () => {
  it("is gone from every column, also where CartonCloud's refusal quoted it and a person entered it", async () => {
    const canary = "Quetzalcanary";
    await world.cartonCloud.fault({
      route: routes.order,
      when: "before",
      fault: { kind: "status", status: 400, body: { message: `${canary} Street is not known` } },
    });
    const receiptId = await place(canary);
    await world.drive();
    const held = await linkOf(receiptId);
    expect(held.state).toBe("held");
    await agoIs(receiptId, { holdReason: "address_incomplete" });
    await enterAddress(scope, held.id, {
      name: canary,
      firstLine: `${canary} 2`,
      secondLine: "",
      city: `${canary} C`,
      state: "",
      zip: "",
      countryIso: "AU",
    });
    await agoIs(receiptId, { state: "held", holdReason: "refused" });
    await dismissOrderLink(scope, held.id, `${canary} called`);
    expect(await dumpDatabase()).toContain(canary);
    expect(await dumpSealed()).toContain(canary);

    await eraseOnRequest(scope, held.id, { allOfBuyer: false });
    expect(await everything()).not.toContain(canary);
    await pullAgain();
    expect(await everything()).not.toContain(canary);
  });

  it("is gone where Etsy told of an edit after the order was made, too", async () => {
    const canary = "Okapicanary";
    const receiptId = await place("Before the edit");
    await world.drive();
    await world.etsy.control("POST", `/receipts/${receiptId}/address`, { firstLine: canary });
    await pullAgain();
    const { id, state, editedReceiptSealed } = await linkOf(receiptId);
    expect(state).toBe("created");
    expect(editedReceiptSealed).not.toBeNull();
    expect(await dumpSealed()).toContain(canary);
    await eraseOnRequest(scope, id, { allOfBuyer: false });
    expect(await everything()).not.toContain(canary);
    expect((await linkOf(receiptId)).editedReceiptSealed).toBeNull();
  });

  it("stays gone when the seller changes the receipt afterwards, and the receipt is left out for good", async () => {
    const canary = "Pangolincanary";
    const receiptId = await place(canary, { lines: [{ sku: "NO-SUCH", title: "Vase" }] });
    await world.drive();
    const { id } = await linkOf(receiptId);
    await eraseOnRequest(scope, id, { allOfBuyer: false });
    await world.etsy.control("POST", `/receipts/${receiptId}/address`, { firstLine: canary });
    await pullAgain();
    expect(await everything()).not.toContain(canary);
    expect(await linkOf(receiptId)).toMatchObject({ state: "skipped", skipReason: "dismissed" });
    expect(await world.ordersOf(receiptId)).toHaveLength(0);
  });

  it("shows in the timeline with who had it done, and in the audit log once, without the data", async () => {
    const receiptId = await place("Okapicanary");
    await world.drive();
    const { id } = await linkOf(receiptId);
    await eraseOnRequest(scope, id, { allOfBuyer: false });
    const { receipt, link, timeline } = await readOrderLink(scope, {
      integrationId,
      orderLinkId: id,
    });
    expect(receipt).toBeNull();
    expect(link.state).toBe("created");
    expect(timeline.at(-1)).toMatchObject({ kind: "personal_data.erased", data: {} });
    expect(timeline.at(-1)?.userName).not.toBeNull();
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.subjectId, id));
    expect(entries).toMatchObject([
      { action: "personal_data.erased", after: { allOfBuyer: false, receipts: [receiptId] } },
    ]);
  });

  it("does not hide that a waiting order was canceled in Etsy, and its dispatch still reaches Etsy", async () => {
    const [canceled, sent] = [await place("Lemurcanary"), await place("Lemurcanary")];
    await world.drive();
    for (const receiptId of [canceled, sent])
      await eraseOnRequest(scope, (await linkOf(receiptId)).id, { allOfBuyer: false });
    await world.etsy.control("POST", `/receipts/${canceled}/cancel`);
    await pullAgain();
    expect((await linkOf(canceled)).stopShipAt).not.toBeNull();
    expect(await everything()).not.toContain("Lemurcanary");
  });

  it("is that of all receipts of the buyer where that is asked, and of nobody else's", async () => {
    const address = { firstLine: "Tapircanary Street", zip: "3000" };
    const receipts = [
      await place("Tapircanary", { name: "Jo Tapircanary", address }),
      await place("Tapircanary", { name: " jo  TAPIRCANARY", address }),
      await place("Otherbuyer"),
    ];
    await world.drive();
    // As stored before Etsy's number of the buyer was kept.
    const { openStoredReceipt, sealReceipt } = await import("./order-link");
    for (const row of await world.links()) {
      const stored = openStoredReceipt(row);
      if (stored)
        await agoIs(row.receiptId, {
          receiptSealed: sealReceipt(row.id, { ...stored, buyerUserId: null }),
        });
    }
    const { id } = await linkOf(receipts[0] ?? "");
    expect(await eraseOnRequest(scope, id, { allOfBuyer: true })).toEqual({ erased: 2, kept: [] });
    expect(await everything()).not.toContain("Tapircanary");
    expect(await dumpSealed()).toContain("Otherbuyer");
  });

  it("is refused in words while the order is being made, and where nothing is left", async () => {
    const receiptId = await place("Ibexcanary");
    await world.drive();
    const { id } = await linkOf(receiptId);
    await agoIs(receiptId, { state: "creating" });
    await expect(eraseOnRequest(scope, id, { allOfBuyer: true })).rejects.toThrow(
      /outbound order is being made/,
    );
    await agoIs(receiptId, { state: "created" });
    await eraseOnRequest(scope, id, { allOfBuyer: false });
    await expect(eraseOnRequest(scope, id, { allOfBuyer: false })).rejects.toThrow(
      /erased already/,
    );
  });

  it("is refused to a customer user", async () => {
    const receiptId = await place("Gnucanary");
    await world.drive();
    const { id, customerId } = await linkOf(receiptId);
    const user: Scope = { ...scope, role: "customer_user", customerIds: [customerId] };
    await expect(eraseOnRequest(user, id, { allOfBuyer: false })).rejects.toMatchObject({
      code: "not_allowed",
    });
  });
});

describe("H85: the clock of the erasure", () => {
  const now = new Date();
  const ago = (days: number) => new Date(+now - days * dayMs);

  it.each([
    ["29 days after dispatch", { dispatchedAt: ago(29) }, false],
    ["31 days after dispatch", { dispatchedAt: ago(31) }, true],
    ["6 days after it was skipped", { state: "skipped", updatedAt: ago(6) }, false],
    ["8 days after it was skipped", { state: "skipped", updatedAt: ago(8) }, true],
    [
      "8 days after it was rejected",
      { state: "held", holdReason: "order_rejected", updatedAt: ago(8) },
      true,
    ],
    ["60 days in the warehouse", { state: "created", updatedAt: ago(60) }, false],
    [
      "60 days while it waits for a person",
      { state: "held", holdReason: "sku_unknown", updatedAt: ago(60) },
      false,
    ],
  ] as const)("%s", async (_when, values, erased) => {
    const receiptId = await place("Civetcanary");
    await world.drive();
    await agoIs(receiptId, values);
    await erasePersonalData(now);
    expect(/Civetcanary/.test(await everything())).toBe(!erased);
    const events = await db().select().from(orderLinkEvent);
    expect(events.some(({ kind }) => kind === "personal_data.erased")).toBe(erased);
  });

  it("31 days after its integration was deleted", async () => {
    const receiptId = await place("Civetcanary");
    await world.drive();
    await agoIs(receiptId, { state: "created" });
    const set = (values: Partial<typeof integration.$inferInsert>) =>
      db().update(integration).set(values).where(eq(integration.id, integrationId));
    await set({ status: "deleted", deletedAt: ago(31) });
    await erasePersonalData(now);
    await set({ status: "active", deletedAt: null });
    expect(await everything()).not.toContain("Civetcanary");
  });
});
