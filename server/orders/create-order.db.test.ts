import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { customers } from "@/sandbox/demo";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { createOrder } from "./create-order";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.connect();
});
afterAll(() => world.close());

beforeEach(() => world.clear());

/** Two minutes pass for the order links: what was sent was sent that long ago. */
const letTwoMinutesPass = () =>
  db()
    .update(orderLink)
    .set({ createSentAt: new Date(Date.now() - 121_000) })
    .where(eq(orderLink.state, "unknown"));

describe("a paid receipt", () => {
  it("becomes one outbound order", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "created",
      outboundOrderStatus: "AWAITING_PICK_AND_PACK",
    });
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
    expect(await world.timeline(receiptId)).toEqual(["receipt.stored", "order.created"]);
  });

  it("stays one order when the same pull and the same create run eight times at once", async () => {
    const receiptIds = await world.placeOrders({ count: 12 });
    const [row] = await db().select().from(integration);
    const opened = await openPull(row?.id ?? "", { trigger: "person", userId: null });
    await Promise.all(Array.from({ length: 8 }, () => pullPage(opened?.pullId ?? "")));
    const ids = (await world.links()).map(({ id }) => id);
    await Promise.all(ids.flatMap((id) => Array.from({ length: 8 }, () => createOrder(id))));
    await world.drive();
    for (const receiptId of receiptIds) expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });

  it.each(["reset", "half-json", "html", "empty"])(
    "stays one order when CartonCloud makes it and then answers with %s",
    async (kind) => {
      await world.cartonCloud.fault({ route: routes.order, when: "after", fault: { kind } });
      const [receiptId = ""] = await world.placeOrders();
      await world.drive();
      expect(await world.ordersOf(receiptId)).toHaveLength(1);
      expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
      expect(await world.timeline(receiptId)).toEqual([
        "receipt.stored",
        "create.unclear",
        "order.adopted",
      ]);
    },
  );

  it("is sent again only two minutes after a create that came to nothing", async () => {
    await world.cartonCloud.fault({
      route: routes.order,
      when: "before",
      fault: { kind: "status", status: 500, body: [{ message: "down" }] },
    });
    const [receiptId = ""] = await world.placeOrders();
    await expect(world.drive()).rejects.toThrow("does not come to an end");
    expect(await world.ordersOf(receiptId)).toHaveLength(0);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "unknown" });
    await letTwoMinutesPass();
    await world.drive();
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });

  it("is adopted when the search finds it only later", async () => {
    await world.cartonCloud.control("PUT", "/settings", { searchDelayMs: 1500 });
    await world.cartonCloud.fault({ route: routes.order, when: "after", fault: { kind: "reset" } });
    const [receiptId = ""] = await world.placeOrders();
    await world.drive({ rounds: 2 });
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "unknown" });
    await new Promise((resume) => setTimeout(resume, 1600));
    await world.drive();
    await world.cartonCloud.control("PUT", "/settings", { searchDelayMs: 0 });
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });

  it("adopts the order that CartonCloud names as a duplicate, when it was its own", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await world.drive();
    const before = await world.linkOf(receiptId);
    // As after a crash between the create and its record, with a search that lags behind.
    await db()
      .update(orderLink)
      .set({
        state: "unknown",
        outboundOrderId: null,
        createSentAt: new Date(Date.now() - 300_000),
      })
      .where(eq(orderLink.receiptId, receiptId));
    await world.cartonCloud.fault({
      route: routes.search,
      when: "before",
      fault: { kind: "status", status: 200, body: [] },
    });
    await world.drive();
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
    expect((await world.linkOf(receiptId))?.outboundOrderId).toBe(before?.outboundOrderId);
  });
});

describe("a receipt that changes while its order is being made", () => {
  it("keeps the order whose answer was lost, flagged, when it is canceled meanwhile", async () => {
    await world.cartonCloud.fault({ route: routes.order, when: "after", fault: { kind: "reset" } });
    const [receiptId = ""] = await world.placeOrders();
    const [row] = await db().select().from(integration);
    const opened = await openPull(row?.id ?? "", { trigger: "person", userId: null });
    await pullPage(opened?.pullId ?? "");
    await createOrder((await world.linkOf(receiptId))?.id ?? "");
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "unknown" });
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    await db()
      .update(orderLink)
      .set({ receiptReadAt: new Date(0) })
      .where(eq(orderLink.receiptId, receiptId));
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "created",
      stopShipReason: "canceled",
    });
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });

  it("is imported when it is paid after its personal data was erased", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await world.drive();
    const made = await world.linkOf(receiptId);
    await db()
      .update(orderLink)
      .set({
        state: "skipped",
        skipReason: "not_paid",
        receiptStatus: "open",
        receiptSealed: null,
        personalDataErasedAt: new Date(),
        outboundOrderId: null,
        createSentAt: null,
      })
      .where(eq(orderLink.receiptId, receiptId));
    await db()
      .update(integration)
      .set({ nextPullAt: new Date(0) });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "created",
      outboundOrderId: made?.outboundOrderId,
    });
  });
});

describe("a receipt that needs a person", () => {
  it("is held when CartonCloud does not know its SKU, with nothing sent", async () => {
    const [receiptId = ""] = await world.placeOrders({
      lines: [{ sku: "NO-SUCH", title: "Vase" }],
    });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "sku_unknown",
      reasonDetail: { skus: [{ sku: "NO-SUCH", title: "Vase" }] },
    });
    expect(await world.ordersOf(receiptId)).toHaveLength(0);
  });

  it("is held, and the order never sent again, when CartonCloud rejects it", async () => {
    // CartonCloud retired the product after it was last read.
    await world.cartonCloud.control("POST", "/products", {
      customerId: customers[0].id,
      code: "BOARD-WALNUT",
      active: false,
    });
    const [receiptId = ""] = await world.placeOrders({ lines: [{ listingId: 81000004 }] });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "order_rejected",
    });
    await db().update(orderLink).set({ state: "received" });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "order_rejected",
    });
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });

  it("is held when somebody else's order has its reference", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await world.drive();
    // Nobody here remembers it, and its content is not what would be sent now.
    await db().delete(orderLinkEvent);
    await db().delete(orderLink);
    await db()
      .update(integration)
      .set({ nextPullAt: new Date(0) });
    await world.etsy.control("POST", `/receipts/${receiptId}/address`, {
      firstLine: "9 Other Road",
    });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "held",
      holdReason: "reference_taken",
    });
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });
});

describe("what is not imported", () => {
  it.each([
    ["canceled", { status: "canceled" }],
    ["already_shipped", { status: "completed" }],
    ["digital", { lines: [{ listingId: 81000005 }] }],
    ["before_start", { createdAt: 1_700_000_000, updatedAt: Math.floor(Date.now() / 1000) }],
  ])("is kept with its reason: %s", async (skipReason, spec) => {
    const [receiptId = ""] = await world.placeOrders(spec);
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "skipped", skipReason });
    expect(await world.ordersOf(receiptId)).toHaveLength(0);
  });

  it("is flagged, and the order left to people, when it is canceled after its order exists", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await world.drive();
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    await db()
      .update(integration)
      .set({ nextPullAt: new Date(0) });
    await world.drive();
    expect(await world.linkOf(receiptId)).toMatchObject({
      state: "created",
      stopShipReason: "canceled",
    });
    expect(await world.ordersOf(receiptId)).toHaveLength(1);
  });
});

describe("a pull", () => {
  it("reads 250 receipts, 150 of them of one second, and misses none", async () => {
    const now = Math.floor(Date.now() / 1000) - 600;
    const same = await world.placeOrders({ count: 150, createdAt: now });
    const spread = await world.placeOrders({ count: 100, createdAt: now + 1, stepSeconds: 1 });
    const [row] = await db().select().from(integration);
    const opened = await openPull(row?.id ?? "", { trigger: "person", userId: null });
    while ((await pullPage(opened?.pullId ?? "")).more);
    const stored = new Set((await world.links()).map(({ receiptId }) => receiptId));
    expect([...same, ...spread].filter((receiptId) => !stored.has(receiptId))).toEqual([]);
  });

  it("leaves the cursor where it is when a page cannot be read", async () => {
    const [before] = await db().select().from(integration);
    await world.etsy.fault({
      route: routes.page,
      when: "after",
      fault: { kind: "half-json" },
    });
    await world.placeOrders();
    const opened = await openPull(before?.id ?? "", { trigger: "person", userId: null });
    await expect(pullPage(opened?.pullId ?? "")).rejects.toThrow("Etsy");
    const [after] = await db().select().from(integration);
    expect(after?.pullCursor).toEqual(before?.pullCursor);
    expect((await pullPage(opened?.pullId ?? "")).seen).toBeGreaterThan(0);
  });
});
