import { save } from "@/sandbox/cartoncloud/world/findable";
import type { Order } from "@/sandbox/cartoncloud/world/records";
import type { OrderStatus } from "@/sandbox/cartoncloud/world/statuses";
import { statusLabels } from "@/sandbox/cartoncloud/world/statuses";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf, tenantOf } from "@/sandbox/cartoncloud/world/world";
import type { Parcel } from "./consign";
import { addConsignment, changeConsignment, consignmentsOf, labelOf } from "./consign";
import { importOrder } from "./import-order";

/** The warehouse floor cannot do that; the message says why. The status is that of a control route's answer. */
export class FloorRefusal extends Error {
  constructor(
    message: string,
    readonly status: 400 | 404 | 409 = 409,
  ) {
    super(message);
  }
}

/** What the floor can do with an order, and in which statuses. */
export const floorActions = {
  "start-packing": ["AWAITING_PICK_AND_PACK"],
  pack: ["AWAITING_PICK_AND_PACK", "PACKING_IN_PROGRESS", "PICKED"],
  dispatch: ["AWAITING_PICK_AND_PACK", "PACKING_IN_PROGRESS", "PICKED", "PACKED"],
  reject: ["DRAFT", "AWAITING_STOCK", "AWAITING_PICK_AND_PACK", "PACKING_IN_PROGRESS"],
  delete: [
    "DRAFT",
    "AWAITING_STOCK",
    "AWAITING_PICK_AND_PACK",
    "PACKING_IN_PROGRESS",
    "PICKED",
    "PACKED",
    "REJECTED",
  ],
  reprocess: ["REJECTED"],
  "stock-arrived": ["AWAITING_STOCK"],
  tracking: ["DISPATCHED"],
} as const satisfies Record<string, readonly OrderStatus[]>;
export type FloorAction = keyof typeof floorActions;

/** Whether the floor may do that with the order now. */
export function allows(order: Order, action: FloorAction): boolean {
  return (floorActions[action] as readonly OrderStatus[]).includes(order.status);
}

/** Finds an order and checks that the action fits its status. @throws FloorRefusal in words. */
export function orderFor(world: World, id: string, action: FloorAction): Order {
  const order = world.get("orders", id);
  if (!order || order.deleted) throw new FloorRefusal(`There is no order ${id}.`, 404);
  if (!allows(order, action))
    throw new FloorRefusal(
      `Order ${order.input.references.customer} is ${statusLabels[order.status]}: "${action}" is not possible.`,
    );
  return order;
}

/** Saves a changed order with the next version and tells the webhook when its status is another. */
export function changeOrder(world: World, before: Order, change: Partial<Order>): Order {
  const modified = world.now().toISOString();
  const order = { ...before, ...change, version: before.version + 1, modified };
  save(world, "orders", order);
  if (order.status !== before.status) world.announce({ event: "order", order });
  return order;
}

/**
 * Dispatches an order with none, one or several parcels, one consignment each.
 * A customer whose consignments are never made gets none, whatever is typed.
 */
export function dispatchOrder(world: World, id: string, parcels: Parcel[]): Order {
  const order = orderFor(world, id, "dispatch");
  const now = world.now().toISOString();
  return world.store.batch(() => {
    const waiting = consignmentsOf(world, id);
    if (customerOf(world, order).settings.consignments !== "never")
      parcels.forEach((parcel, place) => {
        const made = waiting[place];
        if (made)
          changeConsignment(world, made, { ...labelOf(parcel), status: "WITH_ON_FORWARDER" });
        else addConsignment(world, order, parcel);
      });
    const packed = order.packed ?? now;
    return changeOrder(world, order, { status: "DISPATCHED", packed, dispatched: now });
  });
}

/** Adds or changes tracking after dispatch. The order itself, its version and its times stay as they are. */
export function changeTracking(world: World, id: string, parcels: Parcel[]): Order {
  const order = orderFor(world, id, "tracking");
  const present = consignmentsOf(world, id);
  const targets = parcels.map((parcel, place) => {
    if (!parcel.consignmentId) return present[place];
    const named = present.find((one) => one.id === parcel.consignmentId);
    if (named) return named;
    throw new FloorRefusal(`Order ${id} has no consignment ${parcel.consignmentId}.`);
  });
  world.store.batch(() =>
    parcels.forEach((parcel, place) => {
      const target = targets[place];
      if (target)
        changeConsignment(world, target, { ...labelOf(parcel), status: "WITH_ON_FORWARDER" });
      else addConsignment(world, order, parcel);
    }),
  );
  return order;
}

/** Marks a rejected order's errors as resolved and imports it again; it may be rejected again. */
export function reprocessOrder(world: World, id: string): Order {
  const order = orderFor(world, id, "reprocess");
  const client = world.get("clients", order.clientId);
  if (!client) throw new FloorRefusal(`The API client of order ${id} is gone.`);
  const customer = customerOf(world, order);
  const products = world.all("products").filter((one) => one.customerId === customer.id);
  const tenant = tenantOf(world, order);
  const imported = importOrder(order.input, { tenant, customer, products, client });
  const resolved = order.errors.map((error) => ({ ...error, isResolved: true }));
  const fresh = imported.causes.map((message) => ({ message, isResolved: false }));
  return changeOrder(world, order, {
    status: imported.status,
    warehouseId: imported.warehouseId,
    lines: imported.lines,
    errors: [...resolved, ...fresh],
  });
}
