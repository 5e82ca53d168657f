import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PriceTier, Usage } from "./price-usage";
import { priceUsage, unitPrice } from "./price-usage";

const week = { from: new Date("2026-11-15T13:00:00Z"), to: new Date("2026-11-22T13:00:00Z") };
const tiers: [PriceTier, ...PriceTier[]] = [
  { fromQuantity: 1, weeklyPriceMinor: 1000, currency: "USD" },
  { fromQuantity: 3, weeklyPriceMinor: 800, currency: "USD" },
];

function usage(id: string, from: string, until: string | null, customerId = "c1"): Usage {
  return {
    integrationId: id,
    integrationName: id,
    customerId,
    customerName: customerId,
    activatedAt: new Date(from),
    deletedAt: until ? new Date(until) : null,
  };
}
const idsOf = (lines: Usage[]) => priceUsage(week, lines, tiers).lines.map((l) => l.integrationId);

describe("a priced week", () => {
  it("counts an integration that was active at any moment of the week", () => {
    expect(
      idsOf([
        usage("before and after", "2026-01-01T00:00:00Z", null),
        usage("ends in it", "2026-01-01T00:00:00Z", "2026-11-15T13:00:00.001Z"),
        usage("starts in it", "2026-11-22T12:59:59.999Z", null),
        usage("inside it", "2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z"),
      ]),
    ).toEqual(["before and after", "ends in it", "inside it", "starts in it"]);
  });

  it("leaves out what ended at its first moment or begins at the first moment after it", () => {
    expect(
      idsOf([
        usage("ended", "2026-01-01T00:00:00Z", "2026-11-15T13:00:00Z"),
        usage("later", "2026-11-22T13:00:00Z", null),
      ]),
    ).toEqual([]);
  });

  it("gives all integrations the price of the volume reached and shows the discount", () => {
    const lines = ["a", "b", "c"].map((id) => usage(id, "2026-01-01T00:00:00Z", null));
    expect(priceUsage(week, lines, tiers)).toMatchObject({
      quantity: 3,
      unitPriceMinor: 800,
      listPriceMinor: 1000,
      discountMinor: 600,
      totalMinor: 2400,
    });
  });

  it("always adds up to the sum of its lines, in integers", () => {
    const day = fc.date({
      min: new Date("2026-10-01"),
      max: new Date("2026-12-31"),
      noInvalidDate: true,
    });
    const line = fc.record({
      activatedAt: day,
      deletedAt: fc.option(day),
      customerId: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (drawn) => {
        const lines = drawn.map((part, i) => ({
          ...usage(`i${i}`, "2026-01-01T00:00:00Z", null, part.customerId),
          ...part,
        }));
        const all = priceUsage(week, lines, tiers);
        const sum = all.lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
        const parts = ["a", "b"].map((customer) =>
          all.lines
            .filter(({ customerId }) => customerId === customer)
            .reduce((total, { amountMinor }) => total + amountMinor, 0),
        );
        expect(sum).toBe(all.totalMinor);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(all.totalMinor);
        expect(Number.isInteger(all.totalMinor)).toBe(true);
      }),
    );
  });
});

describe("the price at a quantity", () => {
  it("changes exactly where a tier begins", () => {
    expect([0, 1, 2, 3, 4].map((quantity) => unitPrice(quantity, tiers))).toEqual([
      1000, 1000, 1000, 800, 800,
    ]);
  });

  it("does not depend on the order in which tiers are given", () => {
    expect(unitPrice(5, [tiers[1] as PriceTier, tiers[0]])).toBe(800);
  });
});
