import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { notification } from "@/db/schema/notification";
import { orderLink } from "@/db/schema/order-link";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { createOrder } from "./create-order";
import { readOrderLink } from "./get";
import { openStoredReceipt } from "./order-link";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

let world: World;
let integrationId: string;
let organisationId: string;
let orderCreation: unknown;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId, organisationId, orderCreation } = await world.connect());
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await db().delete(notification);
  await db().update(integration).set({ orderCreation });
});

async function pull() {
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  while ((await pullPage(opened?.pullId ?? "")).more);
}
const linkOf = async (receiptId: string) => {
  const row = await world.linkOf(receiptId);
  if (!row) throw new Error("The receipt was not stored.");
  return row;
};
/** The receipt was last read ten minutes ago, and its next attempt is due. */
const letItGrowOld = (receiptId: string) =>
  db()
    .update(orderLink)
    .set({ receiptReadAt: new Date(Date.now() - 600_000), nextAttemptAt: null })
    .where(eq(orderLink.receiptId, receiptId));

/** A receipt whose order was posted and made, with the answer lost (`when: "before"`: and not made). */
async function sent(when: "after" | "before" = "after") {
  await world.cartonCloud.fault({ route: routes.order, when, fault: { kind: "reset" } });
  const [receiptId = ""] = await world.placeOrders({ address: { firstLine: "1 First Street" } });
  await pull();
  const { id } = await linkOf(receiptId);
  await createOrder(id);
  expect(await linkOf(receiptId)).toMatchObject({ state: "unknown", outboundOrderId: null });
  await letItGrowOld(receiptId);
  return { id, receiptId };
}
const edit = (receiptId: string, firstLine: string) =>
  world.etsy.control("POST", `/receipts/${receiptId}/address`, { firstLine });
const notices = async () => (await db().select().from(notification)).map(({ kind }) => kind);

describe("an address that is changed after the post", () => {
  it("shows as an edit once the order is found, and the receipt stays stored as it was sent", async () => {
    const { id, receiptId } = await sent();
    await edit(receiptId, "2 Second Street");
    await createOrder(id);
    const row = await linkOf(receiptId);
    expect(row.state).toBe("created");
    expect(openStoredReceipt(row)?.firstLine).toBe("1 First Street");
    const scope = await adminOf(organisationId);
    const shown = await readOrderLink(scope, { integrationId, orderLinkId: id });
    expect(shown.receipt?.edits?.address).toContain("2 Second Street");
    expect(await world.timeline(receiptId)).toContain("receipt.edited");
  });

  it("is no edit where the first post came to nothing and the second one carried it", async () => {
    const { id, receiptId } = await sent("before");
    await edit(receiptId, "3 Third Street");
    await db()
      .update(orderLink)
      .set({ createSentAt: new Date(Date.now() - 121_000) });
    await createOrder(id);
    expect(JSON.stringify(await world.ordersOf(receiptId))).toContain("3 Third Street");
    const row = await linkOf(receiptId);
    expect(row).toMatchObject({ state: "created", editedReceiptSealed: null });
    expect(openStoredReceipt(row)?.firstLine).toBe("3 Third Street");
    expect(await world.timeline(receiptId)).not.toContain("receipt.edited");
  });

  it("shows where the second post is refused because the first had made the order", async () => {
    const { id, receiptId } = await sent();
    await edit(receiptId, "4 Fourth Street");
    await db()
      .update(orderLink)
      .set({ createSentAt: new Date(Date.now() - 121_000) });
    const none = { kind: "status", status: 200, body: [] };
    await world.cartonCloud.fault({ route: routes.search, when: "before", fault: none });
    await createOrder(id);
    const row = await linkOf(receiptId);
    expect(row.state).toBe("created");
    expect(openStoredReceipt(row)?.firstLine).toBe("1 First Street");
    expect(row.editedReceiptSealed).not.toBeNull();
  });
});

describe("a receipt that would no longer be imported after the post", () => {
  it.each([
    ["cancel", "canceled"],
    ["refund", "fully refunded"],
  ])("is flagged and told, once, after %s", async (act, stopShipReason) => {
    const { id, receiptId } = await sent();
    await world.etsy.control("POST", `/receipts/${receiptId}/${act}`);
    await createOrder(id);
    expect(await linkOf(receiptId)).toMatchObject({ state: "created", stopShipReason });
    expect(await notices()).toEqual(["stop_ship"]);
    await pull();
    expect(await notices()).toEqual(["stop_ship"]);
    const flags = (await world.timeline(receiptId)).filter((kind) => kind === "stop_ship");
    expect(flags).toHaveLength(1);
  });

  it("is flagged and told where Etsy has it no more", async () => {
    const { id, receiptId } = await sent();
    const gone = { kind: "status", status: 404, body: { error: "Resource not found" } };
    await world.etsy.fault({ route: routes.receipt, when: "before", fault: gone });
    await createOrder(id);
    const row = await linkOf(receiptId);
    expect(row).toMatchObject({ state: "created", stopShipReason: "no longer there" });
    expect(await notices()).toEqual(["stop_ship"]);
  });

  it("is not flagged because a rule leaves it out by now", async () => {
    const { id, receiptId } = await sent();
    await db()
      .update(integration)
      .set({
        orderCreation: {
          rules: [],
          otherwise: { kind: "leave_out" },
          importFrom: { kind: "now" },
        },
      });
    await createOrder(id);
    const row = await linkOf(receiptId);
    expect(row).toMatchObject({ state: "created", stopShipAt: null, stopShipReason: null });
    expect(row.outboundOrderId).not.toBeNull();
    expect(await notices()).toEqual([]);
  });

  it("keeps what a pull has noted of it while the attempt was searching", async () => {
    const { id, receiptId } = await sent();
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    const slow = { kind: "delay", ms: 1500 };
    await world.cartonCloud.fault({ route: routes.search, when: "before", fault: slow });
    const attempt = createOrder(id);
    await new Promise((resume) => setTimeout(resume, 700));
    const flaggedAt = new Date(Date.now() - 5000);
    const newer = new Date(Date.now() + 3_600_000);
    await db()
      .update(orderLink)
      .set({ stopShipAt: flaggedAt, stopShipReason: "by a pull", receiptUpdatedAt: newer });
    expect(await attempt).toMatchObject({ state: "created" });
    expect(await linkOf(receiptId)).toMatchObject({
      stopShipAt: flaggedAt,
      stopShipReason: "by a pull",
      receiptUpdatedAt: newer,
    });
  });

  it("is not flagged by a reading that is older than what is known by then", async () => {
    const { id, receiptId } = await sent();
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    const newer = new Date(Date.now() + 3_600_000);
    await db().update(orderLink).set({ receiptUpdatedAt: newer });
    await createOrder(id);
    expect(await linkOf(receiptId)).toMatchObject({ state: "created", stopShipAt: null });
    expect(await notices()).toEqual([]);
  });
});

describe("the time at which a receipt counts as read", () => {
  const slow = { kind: "delay", ms: 800 };

  it("is before the page of a pull was asked for", async () => {
    await world.etsy.fault({
      route: routes.page,
      when: "before",
      fault: slow,
    });
    const [receiptId = ""] = await world.placeOrders();
    const asked = Date.now();
    await pull();
    expect(+(await linkOf(receiptId)).receiptReadAt).toBeLessThan(asked + 600);
  });

  it("is before the receipt alone was asked for", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await pull();
    await letItGrowOld(receiptId);
    await world.etsy.fault({ route: routes.receipt, when: "before", fault: slow });
    const asked = Date.now();
    await createOrder((await linkOf(receiptId)).id);
    const { receiptReadAt } = await linkOf(receiptId);
    expect(+receiptReadAt).toBeGreaterThanOrEqual(asked);
    expect(+receiptReadAt).toBeLessThan(asked + 600);
  });
});
