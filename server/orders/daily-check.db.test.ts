import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration, integrationEvent, pull } from "@/db/schema/integration";
import { notification } from "@/db/schema/notification";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { healthFor, readFacts } from "@/server/integrations/facts";

let world: World;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  integrationId = (await world.connect()).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await db().delete(notification);
  await db().delete(integrationEvent);
});

const rowOf = async () => {
  const [row] = await db().select().from(integration).where(eq(integration.id, integrationId));
  if (!row) throw new Error("The integration is gone.");
  return row;
};

/** A day passes; the cursor has passed everything that changed until `minutes` from now. */
async function checkIsDue(minutes: number) {
  const now = Date.now();
  await db()
    .update(integration)
    .set({
      nextCheckAt: new Date(now - 1000),
      nextPullAt: new Date(now + 3_600_000),
      pullCursor: new Date(now + minutes * 60_000),
    });
  await world.drive();
}
const checks = () => db().select().from(pull).where(eq(pull.kind, "check"));

describe("the daily check", () => {
  it("finds none missing where the pulls saw everything, and says how many it checked", async () => {
    const placed = await world.placeOrders({ count: 3 });
    await world.drive();
    await checkIsDue(1);
    const [check] = await checks();
    expect(check).toMatchObject({ state: "succeeded", receiptsNew: 0 });
    expect(check?.receiptsSeen).toBeGreaterThanOrEqual(placed.length);
    const [event] = await db().select().from(integrationEvent);
    expect(event).toMatchObject({
      kind: "check.finished",
      data: { checked: check?.receiptsSeen, missing: 0 },
    });
    expect(+((await rowOf()).nextCheckAt ?? 0)).toBeGreaterThan(Date.now() + 20 * 3_600_000);
    expect(await db().select().from(notification)).toHaveLength(0);
  });

  it("imports a receipt that the cursor has passed, counts it as missing, and tells people", async () => {
    await world.placeOrders({ count: 1 });
    await world.drive();
    const [receiptId = ""] = await world.placeOrders();
    await checkIsDue(10);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
    expect((await checks())[0]).toMatchObject({ receiptsNew: 1 });
    expect(await db().select().from(notification)).toMatchObject([
      { kind: "receipts_missed", data: { count: 1 } },
    ]);
  });

  it("does not call a receipt missing that the next pull would have read", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await checkIsDue(-30);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
    expect((await checks())[0]).toMatchObject({ receiptsNew: 0 });
  });

  it("sees a cancellation that no pull showed, flags the order, and tells people once", async () => {
    const [receiptId = ""] = await world.placeOrders();
    await world.drive();
    await world.etsy.control("POST", `/receipts/${receiptId}/cancel`);
    await checkIsDue(10);
    await checkIsDue(10);
    expect((await world.linkOf(receiptId))?.stopShipAt).not.toBeNull();
    expect((await db().select().from(notification)).map(({ kind }) => kind)).toEqual(["stop_ship"]);
  });

  it("says that a shop lists what cannot be read, since no order can show it", async () => {
    await world.etsy.fault({
      route: routes.page,
      when: "before",
      fault: { kind: "status", status: 200, body: { count: 1, results: [{ receipt_id: "none" }] } },
    });
    await checkIsDue(10);
    expect(await db().select().from(integrationEvent)).toMatchObject([
      { kind: "receipts.unreadable", data: { count: 1 } },
      { kind: "check.finished" },
    ]);
  });

  it("that fails is tried again within the hour, and does not make the pulls look late", async () => {
    await world.etsy.fault({
      route: routes.page,
      when: "before",
      fault: { kind: "status", status: 429, body: { error: "slow down" } },
    });
    await checkIsDue(10);
    expect((await checks())[0]).toMatchObject({ state: "failed" });
    const row = await rowOf();
    expect(+(row.nextCheckAt ?? 0)).toBeLessThan(Date.now() + 3_700_000);
    const facts = (await readFacts([integrationId])).get(integrationId);
    if (!facts) throw new Error("No facts.");
    expect(healthFor(row, facts, new Date()).state).toBe("Healthy");
  });
});

describe("a shop that was disconnected", () => {
  it("tells how many receipts its first whole pull caught up", async () => {
    await world.drive();
    await db()
      .update(integration)
      .set({ catchUpSince: new Date(), nextPullAt: new Date(0) });
    await world.placeOrders({ count: 4 });
    await world.drive();
    const events = await db().select().from(integrationEvent);
    expect(events).toMatchObject([{ kind: "caught_up", data: { receipts: 4 } }]);
    expect((await rowOf()).catchUpSince).toBeNull();
  });
});
