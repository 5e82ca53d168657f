import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { everyRow } from "@/db/row-scope";
import { integration } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { defaultFulfilment } from "@/server/integrations/schema";
import { checkOrder } from "./check-order";
import { lookAgain } from "./look-again";

const first = { carrier: "Australia Post", tracking: "33ABC0000100010" };
let world: World;
let organisationId: string;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ organisationId, id: integrationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await db().update(integration).set({ status: "active", fulfilment: defaultFulfilment });
});

describe("an order that is looked at again", () => {
  it("one that CartonCloud fails for keeps no other back, and shows it", async () => {
    const a = await world.createdOrder();
    const others = [
      await world.createdOrder(),
      await world.createdOrder(),
      await world.createdOrder(),
      await world.createdOrder(),
    ];
    await world.onFloor(a.outboundOrderId, "delete");
    await world.cartonCloud.fault({
      route: routes.getOrder,
      when: "before",
      times: "always",
      fault: { kind: "status", status: 400, body: [{ message: "no" }] },
    });
    for (const b of others)
      await world.onFloor(b.outboundOrderId, "dispatch", { parcels: [first] });
    await db()
      .update(cartonCloudConnection)
      .set({ dispatchCursor: new Date(Date.now() + 86_400_000), dispatchPolledAt: new Date() });
    await db()
      .update(orderLink)
      .set({ lookAgainAt: new Date(Date.now() - 1000) });
    await db()
      .update(orderLink)
      .set({ lookAgainAt: new Date(Date.now() - 2000) })
      .where(eq(orderLink.id, a.id));
    for (let hour = 0; hour < 3; hour++) {
      await lookAgain(organisationId);
      await db().execute(
        "update order_link set look_again_at = look_again_at - interval '61 minutes'",
      );
    }
    await db().update(cartonCloudConnection).set({ dispatchCursor: null });
    expect((await world.linkOf(a.receiptId))?.lastError).toBe("no");
    for (const b of others) expect((await world.linkOf(b.receiptId))?.state).toBe("dispatched");
  });
  it("one with more consignments than can be read keeps no other's later tracking back, and shows it", async () => {
    const orders = [await world.createdOrder(), await world.createdOrder()];
    for (const { outboundOrderId } of orders)
      await world.onFloor(outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    const [odd, other] = orders;
    const parcels = Array.from({ length: 2001 }, (_, nth) => ({ ...first, tracking: `P${nth}` }));
    await world.onFloor(odd?.outboundOrderId ?? "", "tracking", { parcels });
    const second = { ...first, tracking: "33ABC0000100011" };
    await world.onFloor(other?.outboundOrderId ?? "", "tracking", { parcels: [first, second] });
    await world.letLooksCome();
    expect(await lookAgain(organisationId)).toEqual([other?.id]);
    expect(await world.timeline(odd?.receiptId ?? "")).toContain("error.retry");
    const due = +((await world.linkOf(odd?.receiptId ?? ""))?.lookAgainAt ?? 0);
    expect(due).toBeGreaterThan(Date.now() + 2 * 3_600_000);
  });
  it("the parcels of a deleted integration are looked at no more", async () => {
    const order = await world.createdOrder();
    await world.onFloor(order.outboundOrderId, "dispatch", { parcels: [first] });
    await world.letPollCome();
    await world.drive();
    await db().update(integration).set({ status: "deleted" });
    await db()
      .update(orderLink)
      .set({ dispatchedAt: new Date(Date.now() - 40 * 86_400_000) });
    for (let i = 0; i < 3; i++) {
      await world.letLooksCome();
      await lookAgain(organisationId);
    }
    expect((await world.linkOf(order.receiptId))?.lookAgainAt).toBeNull();
  });
  it("a rejection is noted although a deleted integration has the receipt too", async () => {
    const order = await world.createdOrder();
    const [own] = await db().select().from(orderLink).where(eq(orderLink.id, order.id));
    const [owner] = await db().select().from(integration).where(eq(integration.id, integrationId));
    if (!own || !owner) throw new Error();
    const [old] = await db()
      .insert(integration)
      .values({ ...owner, id: crypto.randomUUID(), status: "deleted", etsyShopId: null })
      .returning();
    // older row first in the table
    await db().delete(shipment);
    await db().execute(`delete from order_link_event`);
    await db().delete(orderLink);
    await db()
      .insert(orderLink)
      .values({
        ...own,
        id: crypto.randomUUID(),
        integrationId: old?.id ?? "",
        state: "held",
        holdReason: "sku_unknown",
        outboundOrderId: null,
        createSentAt: null,
        lookAgainAt: null,
      });
    await db().insert(orderLink).values(own);
    await world.onFloor(order.outboundOrderId, "reject", { reason: "No stock" });
    await checkOrder(organisationId, order.outboundOrderId);
    const [now] = await db().select().from(orderLink).where(eq(orderLink.id, order.id));
    await db().execute(`delete from order_link_event`);
    await db().delete(orderLink);
    await db()
      .delete(integration)
      .where(eq(integration.id, old?.id ?? ""));
    expect(now).toMatchObject({ state: "held", holdReason: "order_rejected" });
  });
  it("one that was rejected at once and mended later is looked at again", async () => {
    const order = await world.createdOrder();
    // as accept leaves it for an order that was REJECTED at its creation
    await db().update(orderLink).set({
      state: "held",
      holdReason: "order_rejected",
      lookAgainAt: null,
      outboundOrderVersion: 0,
    });
    await checkOrder(organisationId, order.outboundOrderId);
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "created" });
    expect((await world.linkOf(order.receiptId))?.lookAgainAt).not.toBeNull();
  });
  it("a migration changes rows also for an owner that row security binds", async () => {
    await world.createdOrder();
    const sql = postgres(process.env.DATABASE_URL ?? "", {
      max: 1,
      onnotice: () => {},
      connection: everyRow,
    });
    try {
      const count = await sql
        .begin(async (tx) => {
          await tx`create role another_owner nologin`;
          await tx`grant usage, create on schema public to another_owner`;
          await tx`grant select on all tables in schema public to another_owner`;
          await tx`alter table order_link owner to another_owner`;
          await tx`set local role another_owner`;
          const done =
            await tx`UPDATE "order_link" SET "look_again_at" = now() WHERE "state" = 'created' AND "outbound_order_id" IS NOT NULL`;
          const n = done.count;
          await tx`reset role`;
          throw Object.assign(new Error("rollback"), { n });
        })
        .catch((e) => e.n ?? String(e));
      expect(count).toBe(1);
    } finally {
      await sql.end();
    }
  });
});
