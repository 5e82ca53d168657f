import { timesOf } from "@/sandbox/cartoncloud/orders/answers";
import type { Consignment, Order } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf } from "@/sandbox/cartoncloud/world/world";

// A search looks at every record: building each whole answer would make it slow.

/** The fields of an order that a search may name, at the places where its answer has them. */
export function searchableOrder(world: World, order: Order) {
  return {
    status: order.status,
    references: { customer: order.input.references.customer },
    customer: customerOf(world, order),
    get timestamps() {
      return timesOf(world, order);
    },
  };
}

/** The fields of a consignment that a search may name. */
export function searchableConsignment(world: World, parcel: Consignment) {
  return {
    generatedFromTask: { id: parcel.orderId },
    details: { type: "WAREHOUSE_FULFILMENT" },
    references: { customer: world.get("orders", parcel.orderId)?.input.references.customer },
    customer: customerOf(world, parcel),
  };
}
