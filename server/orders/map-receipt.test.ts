import { describe, expect, it } from "vitest";
import { etsyTransaction, readReceipt } from "@/server/etsy/fixtures";
import { orderCreation, ruleCondition } from "@/server/integrations/schema";
import type { MappingSettings } from "./map-receipt";
import { lineKey, mapReceipt } from "./map-receipt";

const melbourne = "7d3c0a11-0000-4000-8000-000000000001";
const losAngeles = "7d3c0a11-0000-4000-8000-000000000002";

const settings = (changes: Partial<MappingSettings> = {}): MappingSettings => ({
  orderCreation: orderCreation.parse({
    otherwise: { kind: "warehouse", warehouseId: melbourne },
    importFrom: { kind: "now" },
  }),
  importSince: 1_700_000_000,
  cartonCloudCustomerId: "cc-customer",
  warehouses: new Map([
    [melbourne, "cc-melbourne"],
    [losAngeles, "cc-los-angeles"],
  ]),
  productCodes: new Set(["MUG-FOG", "CANDLE-FIG"]),
  aliases: new Map(),
  enteredAddress: null,
  chosenWarehouseId: null,
  ...changes,
});

const orderOf = (changes: Record<string, unknown> = {}, with_ = settings()) => {
  const mapped = mapReceipt(readReceipt(changes), with_);
  if (mapped.kind !== "order") throw new Error(`expected an order, got ${JSON.stringify(mapped)}`);
  return mapped.order;
};

describe("a paid receipt", () => {
  it("becomes an order with its receipt id as reference and its texts decoded", () => {
    expect(orderOf()).toEqual({
      type: "OUTBOUND",
      references: { customer: "3200000001" },
      customer: { id: "cc-customer" },
      warehouse: { id: "cc-melbourne" },
      details: {
        collect: { requiredDate: "2026-06-01" },
        deliver: {
          address: {
            contactName: "Niamh O'Connell",
            address1: "13 Fig & Vine Row",
            city: "Portland",
            state: { code: "OR" },
            postcode: "97201",
            country: { iso2Code: "US" },
          },
          method: { type: "SHIPPING" },
        },
        invoiceValue: { amount: 61.5, currency: "USD" },
      },
      items: [
        {
          details: { product: { references: { code: "MUG-FOG" } } },
          measures: { quantity: 2 },
        },
      ],
    });
  });

  it("leaves digital lines out and keeps the physical ones", () => {
    const order = orderOf({
      transactions: [
        etsyTransaction(),
        etsyTransaction({ sku: "TAG-PDF", is_digital: true, quantity: 9 }),
      ],
    });
    expect(order.items).toHaveLength(1);
  });

  it("carries the shipping upgrade as the requested service", () => {
    const order = orderOf({
      transactions: [etsyTransaction({ shipping_upgrade: "Express &amp; tracked" })],
    });
    expect(order.details.deliver.method.requestedService).toBe("Express & tracked");
  });

  it("carries gift, notes, personalisation and variations to the packer", () => {
    const order = orderOf({
      is_gift: true,
      gift_message: "Happy birthday &hearts;",
      gift_sender: "Ida",
      gift_wrap_price: { amount: 300, divisor: 100, currency_code: "USD" },
      message_from_buyer: "Please no plastic",
      transactions: [
        etsyTransaction({
          variations: [
            { property_id: 1, formatted_name: "Colour", formatted_value: "Blue" },
            { property_id: 54, formatted_name: "Personalization", formatted_value: "Anna&#39;s" },
          ],
        }),
      ],
    });
    expect(order.details.instructions).toBe(
      [
        "Gift, to be wrapped",
        "Gift message: Happy birthday ♥",
        "Gift from: Ida",
        "Buyer's message: Please no plastic",
        "2 × MUG-FOG: Colour: Blue; Personalization: Anna's",
      ].join("\n"),
    );
  });

  it("writes a state that is no code as a name", () => {
    expect(orderOf({ state: "Victoria" }).details.deliver.address.state).toEqual({
      name: "Victoria",
    });
  });

  it("is imported when it is partially refunded", () => {
    expect(orderOf({ status: "partially refunded" }).references.customer).toBe("3200000001");
  });
});

describe("a receipt that is not imported", () => {
  it.each([
    ["not_paid", { status: "open", is_paid: false }],
    ["not_paid", { status: "Payment Processing", is_paid: false }],
    ["already_shipped", { is_shipped: true }],
    ["already_shipped", { status: "Completed" }],
    ["canceled", { status: "CANCELED" }],
    ["refunded", { status: "Fully Refunded" }],
    ["digital", { transactions: [etsyTransaction({ is_digital: true })] }],
    ["before_start", { transactions: [etsyTransaction({ paid_timestamp: 1_600_000_000 })] }],
  ])("is skipped as %s: %j", (reason, changes) => {
    expect(mapReceipt(readReceipt(changes), settings())).toEqual({ kind: "skip", reason });
  });

  it("counts as paid when the money came, not when it was placed", () => {
    const mapped = mapReceipt(
      readReceipt({ created_timestamp: 1_600_000_000 }),
      settings({ importSince: 1_780_000_000 }),
    );
    expect(mapped.kind).toBe("order");
  });

  it("belongs to the integration when it was paid in the very second of the start", () => {
    const mapped = mapReceipt(readReceipt(), settings({ importSince: 1_780_000_050.9 }));
    expect(mapped.kind).toBe("order");
  });
});

describe("a receipt that needs a person", () => {
  it.each([
    ["status_unknown", { status: "in dispute" }],
    ["address_missing", { name: null, first_line: null, city: null, country_iso: null }],
    ["address_incomplete", { city: null }],
    ["address_incomplete", { name: "  " }],
    ["sku_missing", { transactions: [etsyTransaction({ sku: "" })] }],
    ["sku_missing", { transactions: [etsyTransaction({ sku: null })] }],
    ["sku_unknown", { transactions: [etsyTransaction({ sku: "CNDL-FIG" })] }],
    ["quantity_zero", { transactions: [etsyTransaction({ quantity: 0 })] }],
    ["no_lines", { transactions: [] }],
  ])("is held as %s: %j", (reason, changes) => {
    expect(mapReceipt(readReceipt(changes), settings())).toMatchObject({ kind: "hold", reason });
  });

  it("names the lines that CartonCloud does not know", () => {
    const mapped = mapReceipt(
      readReceipt({ transactions: [etsyTransaction({ sku: "CNDL-FIG" })] }),
      settings(),
    );
    expect(mapped).toMatchObject({ detail: { skus: [{ sku: "CNDL-FIG" }] } });
  });

  it("is released by an alias", () => {
    const order = orderOf(
      { transactions: [etsyTransaction({ sku: "CNDL-FIG" })] },
      settings({ aliases: new Map([["CNDL-FIG", "CANDLE-FIG"]]) }),
    );
    expect(order.items[0]?.details.product.references.code).toBe("CANDLE-FIG");
  });

  it("is released by an entered address", () => {
    const entered = {
      name: "Ada",
      firstLine: "1 Lane",
      secondLine: "",
      city: "Leeds",
      state: "",
      zip: "",
      countryIso: "GB",
    };
    const order = orderOf(
      { first_line: null, city: null, country_iso: null },
      settings({ enteredAddress: entered }),
    );
    expect(order.details.deliver.address).toEqual({
      contactName: "Ada",
      address1: "1 Lane",
      city: "Leeds",
      country: { iso2Code: "GB" },
    });
  });

  it("remembers a line without SKU by listing and variations, whatever their order", () => {
    const line = (variations: object[]) =>
      readReceipt({ transactions: [etsyTransaction({ sku: null, variations })] }).lines[0];
    const blue = { property_id: 1, formatted_name: "Colour", formatted_value: "Blue" };
    const large = { property_id: 2, formatted_name: "Size", formatted_value: "L" };
    const name = { property_id: 54, formatted_name: "Personalization", formatted_value: "Anna" };
    const [one, other] = [line([blue, large]), line([large, name, blue])];
    if (!one || !other) throw new Error("no line");
    expect(lineKey(one)).toBe("listing:81000001|Colour=Blue|Size=L");
    expect(lineKey(other)).toBe(lineKey(one));
  });
});

describe("warehouse rules", () => {
  const withRule = (
    when: object,
    destination: object,
    otherwise: object = { kind: "warehouse", warehouseId: melbourne },
  ) =>
    settings({
      orderCreation: orderCreation.parse({
        rules: [{ when: ruleCondition.parse(when), destination }],
        otherwise,
        importFrom: { kind: "now" },
      }),
    });
  const la = { kind: "warehouse", warehouseId: losAngeles };

  it.each([
    [{ countries: ["us"] }, true],
    [{ countries: ["CA"] }, false],
    [{ countries: ["US"], states: ["or"] }, true],
    [{ countries: ["US"], states: ["CA"] }, false],
    [{ skuPattern: "mug-*" }, true],
    [{ skuPattern: "MUG" }, false],
    [{ skuPattern: "M.G*" }, false],
    [{ gift: true }, false],
    [{ gift: false }, true],
    [{ valueFrom: 61.5 }, true],
    [{ valueFrom: 61.51 }, false],
    [{ valueTo: 61.5 }, true],
    [{ shippingUpgrade: "express" }, false],
    [{}, true],
  ])("%j matches: %s", (when, matches) => {
    const mapped = mapReceipt(readReceipt(), withRule(when, la));
    expect(mapped).toMatchObject({ warehouseId: matches ? losAngeles : melbourne });
  });

  it("leaves an order out, or holds it, where the rule says so", () => {
    expect(mapReceipt(readReceipt(), withRule({}, { kind: "leave_out" }))).toEqual({
      kind: "skip",
      reason: "left_out",
    });
    expect(
      mapReceipt(readReceipt(), withRule({ countries: ["FR"] }, la, { kind: "hold" })),
    ).toMatchObject({ kind: "hold", reason: "no_rule", detail: { country: "US" } });
  });

  it("holds an order for a warehouse that the customer lost access to", () => {
    const mapped = mapReceipt(
      readReceipt(),
      settings({ warehouses: new Map([[losAngeles, "cc-los-angeles"]]) }),
    );
    expect(mapped).toMatchObject({ kind: "hold", reason: "warehouse_not_allowed" });
  });

  it("lets a person's choice win over the rules", () => {
    const mapped = mapReceipt(readReceipt(), settings({ chosenWarehouseId: losAngeles }));
    expect(mapped).toMatchObject({ warehouseId: losAngeles });
  });
});
