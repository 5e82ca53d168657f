import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { shipment } from "@/db/schema/order-link";
import { customerWarehouse, warehouse } from "@/db/schema/organisation";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import { checkDispatches } from "@/server/fulfilment/check-dispatches";
import { fulfilReceipt } from "@/server/fulfilment/fulfil-receipt";
import { saveFulfilment, saveOrderCreation } from "@/server/integrations/configure";
import { pause, remove, resume } from "@/server/integrations/lifecycle";
import { fulfilment, orderCreation } from "@/server/integrations/schema";
import { createOrder } from "@/server/orders/create-order";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import { checkInvariants } from "./check-invariants";
import { drain } from "./drain";
import type { Shop } from "./shops";
import { reconnectShop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

type Flight = { shop: Shop; receiptId: string; linkId: string };
const note = "Packed with care";

async function pull(shop: Shop): Promise<void> {
  const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
  await pullPage(opened?.pullId ?? "");
}

async function pulled(): Promise<Flight> {
  const [shop] = await world.begin();
  const [receiptId = ""] = await world.place(shop);
  await pull(shop);
  const link = await world.linkOf(receiptId);
  return { shop, receiptId, linkId: link?.id ?? "" };
}

async function created(): Promise<Flight> {
  const flight = await pulled();
  await createOrder(flight.linkId);
  return flight;
}

async function dispatched(): Promise<Flight> {
  const flight = await created();
  await world.dispatch(flight.receiptId);
  await checkDispatches(flight.shop.organisationId);
  return flight;
}

const slowly = (system: "etsy" | "cartonCloud", route: string) =>
  world[system].fault({ route, when: "before", fault: { kind: "delay", ms: 700 } });

/** Waits until a request is out whose answer takes its time. */
async function isOut(arrived: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await arrived()); tries++) {
    if (tries > 100) throw new Error("The attempt did not get that far.");
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

/** Where the order is when something changes; `attempt` is what runs while it does. */
const stages = {
  async received() {
    return { flight: await pulled(), attempt: Promise.resolve<unknown>(null) };
  },
  async creating() {
    const flight = await pulled();
    await slowly("cartonCloud", routes.order);
    const attempt = createOrder(flight.linkId);
    await isOut(async () => (await world.linkOf(flight.receiptId))?.state === "creating");
    return { flight, attempt };
  },
  async created() {
    return { flight: await created(), attempt: Promise.resolve<unknown>(null) };
  },
  async dispatched() {
    return { flight: await dispatched(), attempt: Promise.resolve<unknown>(null) };
  },
  async completing() {
    const flight = await dispatched();
    await slowly("etsy", routes.tracking);
    const attempt = fulfilReceipt(flight.linkId);
    await isOut(async () => {
      const parcels = await db().select().from(shipment);
      return parcels.some(({ state }) => state === "sending");
    });
    return { flight, attempt };
  },
};

async function reconfigure({ shop }: Flight): Promise<void> {
  const sites = await db()
    .select({ id: warehouse.id })
    .from(customerWarehouse)
    .innerJoin(warehouse, eq(warehouse.id, customerWarehouse.warehouseId))
    .where(eq(customerWarehouse.customerId, shop.customerId));
  const scope = await adminOf(shop.organisationId);
  const old = orderCreation.parse(shop.orderCreation);
  const used = old.otherwise.kind === "warehouse" ? old.otherwise.warehouseId : "";
  const other = sites.find(({ id }) => id !== used)?.id ?? "";
  await saveOrderCreation(scope, shop.id, {
    ...old,
    otherwise: { kind: "warehouse", warehouseId: other },
  });
  await saveFulfilment(scope, shop.id, {
    ...fulfilment.parse(shop.fulfilment),
    noteToBuyer: note,
  });
}

/** What changes; `undo` is the way back where there is one. */
const changes = {
  "completing is switched off": {
    async apply({ shop }: Flight) {
      const settings = { ...fulfilment.parse(shop.fulfilment), complete: false };
      await saveFulfilment(await adminOf(shop.organisationId), shop.id, settings);
    },
    undo: null,
  },
  paused: {
    apply: async ({ shop }: Flight) => pause(await adminOf(shop.organisationId), shop.id),
    undo: async ({ shop }: Flight) => resume(await adminOf(shop.organisationId), shop.id),
  },
  deleted: {
    apply: async ({ shop }: Flight) =>
      remove(await adminOf(shop.organisationId), shop.id, shop.name),
    undo: null,
  },
  "access is lost": {
    async apply({ shop }: Flight) {
      await world.etsy.control("POST", "/revoke", { login: shop.login });
      await pull(shop).catch(() => undefined);
      expect(await world.rowOf(shop)).toMatchObject({ status: "reconnect" });
    },
    undo: ({ shop }: Flight) => reconnectShop(world.etsy, shop),
  },
  reconfigured: { apply: reconfigure, undo: null },
};

type Stage = keyof typeof stages;
type Changed = keyof typeof changes;
/** State of the link, outbound orders in CartonCloud, parcels told to Etsy. */
type Picture = [state: string, orders: number, told: number];

const done: Picture = ["completed", 1, 1];
const silent: Picture = ["completed", 1, 0];
const waits: Picture = ["received", 0, 0];
const rests: Picture = ["dispatched", 1, 0];

/** What is to be seen once everything has settled under the change, as docs/fulfilment.md says. */
const table: Record<Changed, Record<Stage, Picture>> = {
  "completing is switched off": {
    received: silent,
    creating: silent,
    created: silent,
    dispatched: silent,
    completing: done,
  },
  paused: {
    received: waits,
    creating: rests,
    created: rests,
    dispatched: rests,
    completing: done,
  },
  deleted: {
    received: waits,
    creating: rests,
    created: rests,
    dispatched: rests,
    completing: done,
  },
  "access is lost": {
    received: waits,
    creating: rests,
    created: rests,
    dispatched: rests,
    completing: rests,
  },
  reconfigured: {
    received: done,
    creating: done,
    created: done,
    dispatched: done,
    completing: done,
  },
};

async function picture({ receiptId }: Flight): Promise<Picture> {
  const told = (await world.etsy.journal(routes.tracking)).filter(({ status }) => status === 200);
  const link = await world.linkOf(receiptId);
  return [link?.state ?? "none", (await world.ordersOf(receiptId)).length, told.length];
}

/** All that can happen does: the warehouse sends what it has, and hours pass. */
async function settle({ receiptId }: Flight): Promise<void> {
  await drain(3);
  const [order] = await world.ordersOf(receiptId);
  if (order && order.order.status !== "DISPATCHED") await world.dispatch(receiptId);
  await drain(4);
}

const cases = Object.keys(changes).flatMap((changed) =>
  Object.keys(stages).map((stage) => [changed as Changed, stage as Stage] as const),
);

test.each(cases)("F44: %s while an order is %s", async (changed, stage) => {
  const { flight, attempt } = await stages[stage]();
  const { apply, undo } = changes[changed];
  await apply(flight);
  await attempt;
  await settle(flight);
  expect(await picture(flight)).toEqual(table[changed][stage]);
  // The checker goes by the settings of now; this one parcel was under way before them.
  const before = changed === "completing is switched off" && stage === "completing";
  expect(await checkInvariants(world)).toEqual(
    before ? [expect.stringContaining("does not complete any")] : [],
  );
  if (!undo) return;
  await undo(flight);
  await settle(flight);
  expect(await picture(flight)).toEqual(done);
  expect(await checkInvariants(world, { drained: true })).toEqual([]);
});

test.each([
  ["received", { warehouse: "new", note }],
  ["creating", { warehouse: "old", note }],
  ["created", { warehouse: "old", note }],
  ["dispatched", { warehouse: "old", note }],
  ["completing", { warehouse: "old", note: "" }],
] as const)("F44: new settings hold for what is not sent yet: %s", async (stage, expected) => {
  const { flight, attempt } = await stages[stage]();
  const old = orderCreation.parse(flight.shop.orderCreation).otherwise;
  await reconfigure(flight);
  await attempt;
  await settle(flight);
  const used = (await world.linkOf(flight.receiptId))?.warehouseId;
  const [post] = await world.etsy.journal(routes.tracking);
  expect({
    warehouse: old.kind === "warehouse" && used === old.warehouseId ? "old" : "new",
    note: z.object({ note_to_buyer: z.string().optional() }).parse(post?.body).note_to_buyer ?? "",
  }).toEqual(expected);
});
