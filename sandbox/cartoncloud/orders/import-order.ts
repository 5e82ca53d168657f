import type {
  ApiClient,
  Customer,
  OrderLine,
  Product,
  Tenant,
} from "@/sandbox/cartoncloud/world/records";
import type { OrderStatus } from "@/sandbox/cartoncloud/world/statuses";
import { addressGaps } from "./address";
import { importLine } from "./import-line";
import type { OrderInput } from "./order-input";

type Imported = {
  status: OrderStatus;
  warehouseId: string | null;
  lines: OrderLine[];
  /** Causes of a REJECTED order; empty for any other. */
  causes: string[];
};

type Surroundings = {
  tenant: Tenant;
  customer: Customer;
  /** Products of the customer. */
  products: Product[];
  client: ApiClient;
};

/** Decides what a new order becomes: imported, imported without some lines, or rejected. Pure. */
export function importOrder(input: OrderInput, around: Surroundings): Imported {
  const { tenant, customer, products, client } = around;
  const ref = input.warehouse;
  const warehouse = ref?.id
    ? tenant.warehouses.find((one) => one.id === ref.id?.toLowerCase())
    : tenant.warehouses.find((one) =>
        ref ? one.name === ref.name : one.id === tenant.defaultWarehouseId,
      );
  const allowed =
    !warehouse ||
    (customer.warehouseIds.includes(warehouse.id) &&
      (client.warehouseIds === null || client.warehouseIds.includes(warehouse.id)));
  const outcomes = input.items.map((item) => importLine(item, products, customer.settings));
  const lines = outcomes.flatMap((one) => (one.kind === "line" ? [one.line] : []));

  const causes = [
    ...(warehouse ? [] : [`Warehouse ${ref?.name ?? ref?.id ?? ""} is wrong`]),
    ...(allowed ? [] : [`Warehouse ${warehouse?.name} is not permitted for ${customer.name}`]),
    ...(customer.settings.allowInvalidAddresses ? [] : addressGaps(input.details.deliver.address)),
    ...outcomes.flatMap((one) => (one.kind === "error" ? [one.message] : [])),
  ];
  if (causes.length === 0 && lines.length === 0) causes.push("No line is left to import");
  const short = outcomes.some((one) => one.kind === "line" && one.short);
  const status = short ? "AWAITING_STOCK" : "AWAITING_PICK_AND_PACK";
  return {
    status: causes.length > 0 ? "REJECTED" : status,
    warehouseId: warehouse?.id ?? null,
    lines,
    causes,
  };
}
