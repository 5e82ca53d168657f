import { randomUUID } from "node:crypto";
import { save } from "@/sandbox/cartoncloud/world/findable";
import type { Consignment, Order } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";

/** What a person types for a parcel. Empty text and null both mean that it is not known. */
export type Parcel = {
  carrier?: string | null;
  tracking?: string | null;
  url?: string | null;
  /** The consignment to change; without it, the one at the same place in the list. */
  consignmentId?: string;
};

/** The consignments of an order, oldest first. */
export function consignmentsOf(world: World, orderId: string): Consignment[] {
  return world.all("consignments").filter((parcel) => parcel.orderId === orderId);
}

/** Makes a consignment for an order; with a parcel it is on its way, without one it waits for packing. */
export function addConsignment(world: World, order: Order, parcel: Parcel | null): Consignment {
  const now = world.now().toISOString();
  const made: Consignment = {
    id: randomUUID(),
    tenantId: order.tenantId,
    orderId: order.id,
    customerId: order.customerId,
    warehouseId: order.warehouseId,
    status: parcel ? "WITH_ON_FORWARDER" : "AWAITING_SALE_ORDER_PACKING",
    version: 1,
    ...labelOf(parcel ?? {}),
    created: now,
    modified: now,
  };
  save(world, "consignments", made);
  world.announce({ event: "consignment", id: made.id });
  return made;
}

/** Changes a consignment. It is told to the webhook only when its status changes. */
export function changeConsignment(
  world: World,
  before: Consignment,
  change: Partial<Consignment>,
): void {
  const now = world.now().toISOString();
  save(world, "consignments", {
    ...before,
    ...change,
    version: before.version + 1,
    modified: now,
  });
  if (change.status && change.status !== before.status)
    world.announce({ event: "consignment", id: before.id });
}

/** Carrier, tracking number and tracking page of a parcel, with null for what is empty. */
export function labelOf(parcel: Parcel): Pick<Consignment, "carrier" | "tracking" | "url"> {
  const clean = (text: string | null | undefined) => text?.trim() || null;
  return {
    carrier: clean(parcel.carrier),
    tracking: clean(parcel.tracking),
    url: clean(parcel.url),
  };
}
