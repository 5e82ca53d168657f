import type { Order } from "@/sandbox/cartoncloud/world/records";
import type { OrderStatus } from "@/sandbox/cartoncloud/world/statuses";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { changeOrder, orderFor } from "./actions";
import { changeConsignment, consignmentsOf } from "./consign";

/** Takes an order from the list to pick and pack it. @throws FloorRefusal when it is too late for that. */
export function startPacking(world: World, id: string): Order {
  return changeOrder(world, orderFor(world, id, "start-packing"), {
    status: "PACKING_IN_PROGRESS",
  });
}

/** Packs an order; a consignment made at import then waits in the warehouse. */
export function packOrder(world: World, id: string): Order {
  const order = orderFor(world, id, "pack");
  return world.store.batch(() => {
    for (const parcel of consignmentsOf(world, id))
      changeConsignment(world, parcel, { status: "IN_WAREHOUSE" });
    return changeOrder(world, order, { status: "PACKED", packed: world.now().toISOString() });
  });
}

/** Rejects an order by hand, with a reason that is kept on it. */
export function rejectOrder(world: World, id: string, reason: string): Order {
  const order = orderFor(world, id, "reject");
  const errors = [...order.errors, { message: reason, isResolved: false }];
  return changeOrder(world, order, { status: "REJECTED", errors });
}

/** Deletes an order: reading it gives 404 from now on. CartonCloud tells no webhook of that. */
export function deleteOrder(world: World, id: string): Order {
  return removeOrder(world, orderFor(world, id, "delete"));
}

/** Deletes an order that the caller has checked. */
export function removeOrder(world: World, order: Order): Order {
  return world.store.batch(() => {
    for (const parcel of consignmentsOf(world, order.id))
      changeConsignment(world, parcel, { status: "CANCELLED" });
    return changeOrder(world, order, { deleted: true });
  });
}

/** Stock has come in for an order that waited for it. */
export function stockArrived(world: World, id: string): Order {
  return changeOrder(world, orderFor(world, id, "stock-arrived"), {
    status: "AWAITING_PICK_AND_PACK",
  });
}

/** Puts an order into any status, for tests. Times of packing and dispatch follow. */
export function forceStatus(world: World, order: Order, status: OrderStatus): Order {
  const now = world.now().toISOString();
  const sent = status === "DISPATCHED";
  return changeOrder(world, order, {
    status,
    packed: sent || status === "PACKED" ? (order.packed ?? now) : order.packed,
    dispatched: sent ? (order.dispatched ?? now) : order.dispatched,
  });
}
