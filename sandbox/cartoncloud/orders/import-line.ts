import type { ImportSettings, OrderLine, Product } from "@/sandbox/cartoncloud/world/records";
import type { OrderItemInput } from "./order-input";

export type LineOutcome =
  | { kind: "line"; line: OrderLine; short: boolean }
  | { kind: "removed" }
  | { kind: "error"; message: string };

const unit = "UNITS";

/**
 * What becomes of one line of a new order, by the customer's settings. Pure.
 * Source of the causes: the payload codes 10447-10459 of CartonCloud's reference.
 */
export function importLine(
  item: OrderItemInput,
  products: Product[],
  settings: ImportSettings,
): LineOutcome {
  const ref = item.details.product;
  const { quantity } = item.measures;
  const found = findProduct(ref, products);
  const named =
    found?.code ?? ref.references?.code ?? ref.references?.barcode ?? ref.name ?? ref.id;
  const fail = (cause: string): LineOutcome => ({
    kind: "error",
    message: `${found?.name ?? named} (${named}) x ${quantity} ${unit} - ${cause}`,
  });
  if (ref.references?.code?.trim() === "" && !ref.id)
    return settings.blankProduct === "remove"
      ? { kind: "removed" }
      : { kind: "error", message: `Line x ${quantity} ${unit} - Product code missing` };
  if (!found)
    return settings.unknownProduct === "remove" ? { kind: "removed" } : fail("Product unknown");
  if (!found.active) return fail("Product inactive");
  if (item.details.unitOfMeasure && item.details.unitOfMeasure.type.toUpperCase() !== unit)
    return fail(`Unit ${item.details.unitOfMeasure.type} invalid`);
  if (found.wholeUnits && !Number.isInteger(quantity)) return fail("Quantity not a whole number");
  const short = found.stock !== null && found.stock < quantity;
  if (short && settings.outOfStock === "remove") return { kind: "removed" };
  if (short && settings.outOfStock === "reject")
    return fail(found.stock === 0 ? "No stock" : "Too little stock");
  const price = item.details.approximateUnitPrice;
  return {
    kind: "line",
    short,
    line: {
      productId: found.id,
      unit,
      quantity,
      price: price ? { amount: price.amount, currency: price.currency } : null,
      properties: item.properties ?? {},
    },
  };
}

/** The first given of id, code, barcode and name decides alone. Codes are compared letter by letter. */
function findProduct(ref: OrderItemInput["details"]["product"], products: Product[]) {
  const code = ref.references?.code;
  const barcode = ref.references?.barcode;
  return products.find((product) => {
    if (ref.id) return product.id === ref.id.toLowerCase();
    if (code) return product.code === code;
    if (barcode) return product.barcode === barcode;
    return product.name === ref.name;
  });
}
