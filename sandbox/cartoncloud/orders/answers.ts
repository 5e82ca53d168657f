import type { Consignment, Customer, Order } from "@/sandbox/cartoncloud/world/records";
import { withOffset } from "@/sandbox/cartoncloud/world/stamp";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf, tenantOf } from "@/sandbox/cartoncloud/world/world";
import { addressAnswer } from "./address";

/** An outbound order as the API and the webhook tell it. */
export function orderAnswer(world: World, order: Order) {
  const { input } = order;
  const { deliver } = input.details;
  const hidden = order.status === "REJECTED" && world.settings().rejectedOrdersHideItems;
  return {
    id: order.id,
    type: "OUTBOUND",
    status: order.status,
    version: order.version,
    references: { ...input.references, numericId: String(order.number) },
    customer: customerSummary(customerOf(world, order)),
    warehouse: warehouseSummary(world, order),
    details: {
      urgent: input.details.urgent ?? false,
      instructions: input.details.instructions ?? null,
      collect: { requiredDate: input.details.collect?.requiredDate ?? null },
      deliver: {
        address: addressAnswer(deliver.address),
        method: {
          type: deliver.method?.type ?? "SHIPPING",
          requestedService: deliver.method?.requestedService ?? null,
        },
        instructions: deliver.instructions ?? null,
        requiredDate: deliver.requiredDate ?? null,
        cashPaymentAmount: deliver.cashPaymentAmount ?? null,
      },
      invoiceValue: input.details.invoiceValue ?? null,
      allowSplitting: input.details.allowSplitting ?? true,
      ...(order.errors.length > 0 ? { errors: order.errors } : {}),
    },
    properties: input.properties ?? {},
    ...(hidden ? {} : { items: order.lines.map((line) => lineAnswer(world, line)) }),
    timestamps: timesOf(world, order),
  };
}

/** A consignment as the API tells it; without `items` when the caller prefers so. */
export function consignmentAnswer(world: World, parcel: Consignment, withItems = true) {
  const order = world.get("orders", parcel.orderId);
  const deliver = order?.input.details.deliver;
  return {
    id: parcel.id,
    type: "CONSIGNMENT",
    status: parcel.status,
    version: parcel.version,
    references: {
      customer: order?.input.references.customer ?? null,
      tracking: parcel.tracking,
      alternateReference: order?.input.references.alternateReference ?? null,
    },
    customer: customerSummary(customerOf(world, parcel)),
    warehouse: warehouseSummary(world, parcel),
    generatedFromTask: { id: parcel.orderId },
    details: {
      type: "WAREHOUSE_FULFILMENT",
      deliver: {
        address: deliver ? addressAnswer(deliver.address) : null,
        instructions: deliver?.instructions ?? null,
        requiredDate: deliver?.requiredDate ?? null,
      },
      authorityToLeave: false,
      tracking: parcel.carrier ? { companyName: parcel.carrier, url: parcel.url } : null,
    },
    properties: {},
    ...(withItems
      ? {
          items: [{ properties: { description: "Carton" }, measures: { quantity: 1, pallets: 0 } }],
        }
      : {}),
  };
}

/** A customer as it stands inside an order, a consignment or a product. */
export function customerSummary(customer: Customer) {
  const { id, name, code, enabled } = customer;
  return { id, name, references: { code }, enabled };
}

function warehouseSummary(world: World, record: Order | Consignment) {
  return tenantOf(world, record).warehouses.find((one) => one.id === record.warehouseId) ?? null;
}

function lineAnswer(world: World, line: Order["lines"][number]) {
  const product = world.get("products", line.productId);
  return {
    details: {
      product: {
        id: line.productId,
        name: product?.name ?? null,
        references: { code: product?.code ?? null, barcode: product?.barcode ?? null },
      },
      unitOfMeasure: { type: line.unit },
      approximateUnitPrice: line.price,
    },
    measures: { quantity: line.quantity },
    properties: line.properties,
  };
}

/** The times of an order with the offset of the settings. */
export function timesOf(world: World, record: Order) {
  const { utcOffset } = world.settings();
  const at = (instant: string) => ({ time: withOffset(instant, utcOffset) });
  return {
    created: at(record.created),
    modified: at(record.modified),
    ...(record.packed ? { packed: at(record.packed) } : {}),
    ...(record.dispatched ? { dispatched: at(record.dispatched) } : {}),
  };
}
