import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";
import { customerWarehouse, warehouse } from "@/db/schema/organisation";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import { pause, remove, resume } from "@/server/integrations/lifecycle";
import { orderCreation } from "@/server/integrations/schema";
import { pullPage } from "@/server/orders/pull-page";
import { retryOrderLinks } from "@/server/orders/release";
import { openPull } from "@/server/orders/request-pull";
import { checkInvariants } from "./check-invariants";
import { drain, passTime, round } from "./drain";
import type { Shop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const bySchedule = { trigger: "schedule", userId: null } as const;

/** A shop with 120 receipts, of which the first page of a pull was read. */
async function midPull(): Promise<{ shop: Shop; nextPage(): ReturnType<typeof pullPage> }> {
  const [shop] = await world.begin();
  await world.place(shop, {
    count: 120,
    createdAt: Math.floor(Date.now() / 1000) - 7200,
    stepSeconds: 30,
  });
  const opened = await openPull(shop.id, bySchedule);
  const nextPage = () => pullPage(opened?.pullId ?? "");
  expect(await nextPage()).toMatchObject({ more: true, added: 100 });
  return { shop, nextPage };
}

const calls = async () =>
  (await world.etsy.journal()).length + (await world.cartonCloud.journal()).length;

async function workOn(): Promise<void> {
  for (let again = 0; again < 2; again++) {
    await passTime();
    await round();
  }
}

test("F44: an integration paused within a pull does no more work, and misses nothing once resumed", async () => {
  const { shop, nextPage } = await midPull();
  const admin = await adminOf(shop.organisationId);
  await pause(admin, shop.id);
  const before = await calls();
  expect(await nextPage()).toMatchObject({ more: false, seen: 0 });
  await workOn();
  expect(await calls()).toBe(before);
  expect(await checkInvariants(world)).toEqual([]);
  await resume(admin, shop.id);
  expect(await world.settled()).toEqual([]);
  expect(await world.calls(routes.order)).toBe(120);
});

test("F44: an integration deleted within a pull does no more work, loses its tokens and keeps its history", async () => {
  const { shop, nextPage } = await midPull();
  await remove(await adminOf(shop.organisationId), shop.id, shop.name);
  const before = await calls();
  expect(await nextPage()).toMatchObject({ more: false, seen: 0 });
  await workOn();
  expect(await calls()).toBe(before);
  expect(await db().$count(etsyConnection)).toBe(0);
  expect(await world.links()).toHaveLength(100);
  expect(await checkInvariants(world)).toEqual([]);
});

test("F44: an integration deleted while orders are out tells Etsy of none of them", async () => {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop);
  await drain();
  await world.dispatch(receiptId);
  await remove(await adminOf(shop.organisationId), shop.id, shop.name);
  await workOn();
  expect(await world.calls(routes.tracking)).toBe(0);
  expect(await checkInvariants(world)).toEqual([]);
});

test("F44: another warehouse holds for new receipts only", async () => {
  const [shop] = await world.begin();
  const sites = await db()
    .select({ id: warehouse.id, cartonCloudId: warehouse.cartonCloudId })
    .from(customerWarehouse)
    .innerJoin(warehouse, eq(warehouse.id, customerWarehouse.warehouseId))
    .where(eq(customerWarehouse.customerId, shop.customerId));
  const [first = ""] = await world.place(shop);
  await drain();
  const used = (await world.linkOf(first))?.warehouseId;
  const other = sites.find(({ id }) => id !== used);
  const settings = orderCreation.parse(shop.orderCreation);
  await db()
    .update(integration)
    .set({
      orderCreation: { ...settings, otherwise: { kind: "warehouse", warehouseId: other?.id } },
    })
    .where(eq(integration.id, shop.id));
  const [second = ""] = await world.place(shop);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(first)).toMatchObject({ warehouseId: used });
  expect(await world.linkOf(second)).toMatchObject({ warehouseId: other?.id });
});

const poison = async (receiptId: string) =>
  world.cartonCloud.fault({
    route: routes.order,
    match: { body: { references: { customer: receiptId } } },
    times: "always",
    when: "before",
    fault: { kind: "status", status: 500 },
  });

test("F45: a receipt whose order fails every time stays visible with its error and stops no other", async () => {
  const [shop] = await world.begin();
  const ids = await world.place(shop, { count: 5 });
  const poisoned = ids[2] ?? "";
  await poison(poisoned);
  await drain(5);
  for (const id of ids)
    expect(await world.linkOf(id)).toMatchObject(
      id === poisoned
        ? { outboundOrderId: null, lastError: expect.stringContaining("CartonCloud") }
        : { state: "created" },
    );
  expect(await checkInvariants(world)).toEqual([]);
  await world.clearFaults();
  expect(await world.settled()).toEqual([]);
});

test("F45: after a dozen failures it is held for a person, if others get through, and goes on when released", async () => {
  const [shop] = await world.begin();
  const [poisoned = ""] = await world.place(shop, { count: 3 });
  await poison(poisoned);
  await drain(14);
  expect(await world.linkOf(poisoned)).toMatchObject({
    state: "held",
    holdReason: "keeps_failing",
    reasonDetail: { failures: 12 },
  });
  expect(await world.calls(routes.order)).toBe(14);
  await drain(2);
  expect(await world.calls(routes.order)).toBe(14);
  await world.clearFaults();
  const { id = "" } = (await world.linkOf(poisoned)) ?? {};
  await retryOrderLinks(await adminOf(shop.organisationId), shop.id, [id]);
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(poisoned)).toMatchObject({ state: "created", failures: 0 });
});

test("F45: in an outage that stops every order none is held", async () => {
  const [shop] = await world.begin();
  const ids = await world.place(shop, { count: 2 });
  for (const id of ids) await poison(id);
  await drain(16);
  for (const id of ids) {
    const link = await world.linkOf(id);
    expect(link?.state).not.toBe("held");
    // Three more have to fail while others get through.
    expect(link?.failures).toBe(9);
  }
  await world.clearFaults();
  expect(await world.settled()).toEqual([]);
});
