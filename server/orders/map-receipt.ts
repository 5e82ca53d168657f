import type { OutboundOrderInput } from "@/server/cartoncloud/client";
import type { Receipt, ReceiptLine } from "@/server/etsy/wire";
import type { OrderCreation } from "@/server/integrations/schema";
import { chooseDestination } from "./choose-destination";
import type { Held, Skipped } from "./classify-receipt";
import { classifyReceipt } from "./classify-receipt";
import { packingInstructions } from "./packing-instructions";
import type { EnteredAddress } from "./schema";

/** All that decides what a receipt becomes, beside the receipt itself. */
export type MappingSettings = {
  orderCreation: OrderCreation;
  /** Receipts paid before this (epoch seconds) are left alone. */
  importSince: number;
  cartonCloudCustomerId: string;
  /** Warehouses that the customer has access to: our id to CartonCloud's. */
  warehouses: ReadonlyMap<string, string>;
  /** Active product codes of the customer; null while they have never been read. */
  productCodes: ReadonlySet<string> | null;
  /** Line key (see lineKey) to product code. */
  aliases: ReadonlyMap<string, string>;
  /** What people answered to holds of this receipt. */
  enteredAddress: EnteredAddress | null;
  chosenWarehouseId: string | null;
};

export type Mapped =
  | { kind: "order"; order: OutboundOrderInput; warehouseId: string }
  | Held
  | Skipped;

/**
 * What an alias is remembered under: the SKU, or for a line without one its listing and variations
 * by value, since Etsy's product ids change with every edit (etsy/open-api#101, #254).
 */
export function lineKey(line: ReceiptLine): string {
  if (line.sku) return line.sku;
  const variations = line.variations
    .filter(({ personalisation }) => !personalisation)
    .map(({ name, value }) => `${name}=${value}`)
    .sort();
  return [`listing:${line.listingId ?? line.title}`, ...variations].join("|");
}

export const productCodeOf = (line: ReceiptLine, aliases: ReadonlyMap<string, string>) =>
  aliases.get(lineKey(line)) ?? line.sku;

const linesDetail = (lines: ReceiptLine[]) => ({
  skus: lines.map((line) => ({ sku: lineKey(line), title: line.title })),
});

function addressOf(receipt: Receipt, entered: EnteredAddress | null) {
  const from = entered ?? receipt;
  const { name, firstLine, city, countryIso } = from;
  if (!firstLine && !city && !countryIso)
    return { kind: "hold", reason: "address_missing", detail: {} } satisfies Held;
  if (!name || !firstLine || !city || !countryIso) {
    const missing = Object.entries({ name, street: firstLine, city, country: countryIso })
      .filter(([, value]) => !value)
      .map(([field]) => field);
    return { kind: "hold", reason: "address_incomplete", detail: { missing } } satisfies Held;
  }
  const state = from.state || null;
  return {
    kind: "address" as const,
    address: {
      contactName: name,
      address1: firstLine,
      ...(from.secondLine ? { address2: from.secondLine } : {}),
      city,
      ...(state ? { state: /^[A-Z]{2,3}$/.test(state) ? { code: state } : { name: state } } : {}),
      ...(from.zip ? { postcode: from.zip } : {}),
      country: { iso2Code: countryIso },
    },
  };
}

function itemsOf(lines: ReceiptLine[], settings: MappingSettings) {
  if (lines.length === 0) return { kind: "hold", reason: "no_lines", detail: {} } satisfies Held;
  const none = lines.filter((line) => line.quantity <= 0);
  if (none.length > 0)
    return { kind: "hold", reason: "quantity_zero", detail: linesDetail(none) } satisfies Held;
  const unnamed = lines.filter((line) => !productCodeOf(line, settings.aliases));
  if (unnamed.length > 0)
    return { kind: "hold", reason: "sku_missing", detail: linesDetail(unnamed) } satisfies Held;
  const unknown = lines.filter(
    (line) =>
      settings.productCodes &&
      !settings.productCodes.has(productCodeOf(line, settings.aliases) ?? ""),
  );
  if (unknown.length > 0)
    return { kind: "hold", reason: "sku_unknown", detail: linesDetail(unknown) } satisfies Held;
  return {
    kind: "items" as const,
    items: lines.map((line) => ({
      details: {
        product: { references: { code: productCodeOf(line, settings.aliases) ?? "" } },
      },
      measures: { quantity: line.quantity },
    })),
  };
}

/**
 * A receipt and an integration's settings to an outbound order, or to the reason why there is none.
 * Pure: no clock, no I/O. Digital lines are left out; the reference is the receipt id; the unit of
 * measure stays with CartonCloud; the ship-by date is Etsy's, cut in UTC, never moved to another zone.
 */
export function mapReceipt(receipt: Receipt, settings: MappingSettings): Mapped {
  const verdict = classifyReceipt(receipt, settings.importSince);
  if (verdict.kind !== "import") return verdict;

  const lines = receipt.lines.filter((line) => !line.isDigital);
  const to: OrderCreation["otherwise"] = settings.chosenWarehouseId
    ? { kind: "warehouse", warehouseId: settings.chosenWarehouseId }
    : chooseDestination(settings.orderCreation, receipt, lines);
  if (to.kind === "leave_out") return { kind: "skip", reason: "left_out" };

  const delivery = addressOf(receipt, settings.enteredAddress);
  if (delivery.kind === "hold") return delivery;
  const content = itemsOf(lines, settings);
  if (content.kind === "hold") return content;

  if (to.kind === "hold")
    return {
      kind: "hold",
      reason: "no_rule",
      detail: { country: delivery.address.country.iso2Code },
    };
  const warehouse = settings.warehouses.get(to.warehouseId);
  if (!warehouse)
    return {
      kind: "hold",
      reason: "warehouse_not_allowed",
      detail: { warehouseId: to.warehouseId },
    };

  const instructions = packingInstructions(receipt, lines);
  const service = lines.find((line) => line.shippingUpgrade)?.shippingUpgrade;
  const shipBy = Math.min(...lines.map((line) => line.expectedShipAt ?? Number.POSITIVE_INFINITY));
  const { total } = receipt;
  return {
    kind: "order",
    warehouseId: to.warehouseId,
    order: {
      type: "OUTBOUND",
      references: { customer: receipt.receiptId },
      customer: { id: settings.cartonCloudCustomerId },
      warehouse: { id: warehouse },
      details: {
        ...(instructions ? { instructions } : {}),
        ...(Number.isFinite(shipBy)
          ? { collect: { requiredDate: new Date(shipBy * 1000).toISOString().slice(0, 10) } }
          : {}),
        deliver: {
          address: delivery.address,
          method: { type: "SHIPPING", ...(service ? { requestedService: service } : {}) },
        },
        ...(total
          ? { invoiceValue: { amount: total.minor / total.divisor, currency: total.currency } }
          : {}),
      },
      items: content.items,
    },
  };
}
