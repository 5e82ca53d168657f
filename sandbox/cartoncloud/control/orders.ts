import type { Hono } from "hono";
import { z } from "zod";
import {
  changeTracking,
  dispatchOrder,
  FloorRefusal,
  reprocessOrder,
} from "@/sandbox/cartoncloud/orders/actions";
import { consignmentAnswer, orderAnswer } from "@/sandbox/cartoncloud/orders/answers";
import { consignmentsOf } from "@/sandbox/cartoncloud/orders/consign";
import { plausibleParcel } from "@/sandbox/cartoncloud/orders/plausible-parcel";
import {
  deleteOrder,
  forceStatus,
  packOrder,
  rejectOrder,
  startPacking,
  stockArrived,
} from "@/sandbox/cartoncloud/orders/steps";
import type { Order } from "@/sandbox/cartoncloud/world/records";
import { orderStatuses } from "@/sandbox/cartoncloud/world/statuses";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { readInput } from "./read-input";

const parcel = z.strictObject({
  carrier: z.string().nullish(),
  tracking: z.string().nullish(),
  url: z.string().nullish(),
  consignmentId: z.string().optional(),
});
const dispatchBody = z.strictObject({ parcels: z.array(parcel).optional() });
const trackingBody = z.strictObject({ parcels: z.array(parcel).min(1) });
const rejectBody = z.strictObject({ reason: z.string().min(1).default("Rejected by the floor") });
const statusBody = z.strictObject({ status: z.enum(orderStatuses) });
const nothing = z.strictObject({});

/** What a person does on the warehouse floor, as JSON for tests. */
export function orderControl(app: Hono<SandboxEnv>, world: World): void {
  const told = (order: Order) => ({
    order: orderAnswer(world, order),
    consignments: consignmentsOf(world, order.id).map((one) => consignmentAnswer(world, one)),
  });
  const find = (id: string): Order => {
    const order = world.get("orders", id);
    if (!order || order.deleted) throw new FloorRefusal(`There is no order ${id}.`, 404);
    return order;
  };

  app.get("/_sandbox/orders", (c) => {
    const reference = c.req.query("reference");
    const orders = world
      .all("orders")
      .filter((one) => !one.deleted)
      .filter((one) => reference === undefined || one.input.references.customer === reference);
    return c.json({ orders: orders.map(told) });
  });
  app.get("/_sandbox/orders/:id", (c) => c.json(told(find(c.req.param("id")))));

  const simple = {
    "start-packing": startPacking,
    pack: packOrder,
    delete: deleteOrder,
    reprocess: reprocessOrder,
    "stock-arrived": stockArrived,
  };
  for (const [action, run] of Object.entries(simple))
    app.post(`/_sandbox/orders/:id/${action}`, async (c) => {
      await readInput(c, nothing);
      return c.json(told(run(world, c.req.param("id"))));
    });
  app.post("/_sandbox/orders/:id/dispatch", async (c) => {
    const { parcels } = await readInput(c, dispatchBody);
    const id = c.req.param("id");
    const chosen = parcels ?? [plausibleParcel(find(id))];
    return c.json(told(dispatchOrder(world, id, chosen)));
  });
  app.post("/_sandbox/orders/:id/tracking", async (c) => {
    const { parcels } = await readInput(c, trackingBody);
    return c.json(told(changeTracking(world, c.req.param("id"), parcels)));
  });
  app.post("/_sandbox/orders/:id/reject", async (c) => {
    const { reason } = await readInput(c, rejectBody);
    return c.json(told(rejectOrder(world, c.req.param("id"), reason)));
  });
  app.post("/_sandbox/orders/:id/status", async (c) => {
    const { status } = await readInput(c, statusBody);
    return c.json(told(forceStatus(world, find(c.req.param("id")), status)));
  });
}
