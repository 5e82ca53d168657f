import { describe, expect, it } from "vitest";
import { priceUsage } from "./price-usage";
import { csvCell, statementCsv } from "./statement-csv";
import { weekFrom } from "./weeks";

describe("a cell of the CSV", () => {
  it.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx", "\0x"])(
    "is not taken for a formula when it begins as %j",
    (text) => {
      expect(csvCell(text).replace(/^"/, "").startsWith("'")).toBe(true);
    },
  );

  it("keeps quotes, commas and line breaks inside one cell", () => {
    expect(csvCell('a "b", c\r\nd')).toBe('"a ""b"", c\r\nd"');
  });

  it("leaves numbers and plain text as they are", () => {
    expect([csvCell(-5), csvCell("Maple & Moss")]).toEqual(["-5", "Maple & Moss"]);
  });
});

it("a statement has one line per integration, with amounts in whole and decimal units", () => {
  const week = weekFrom("2026-11-16", "UTC");
  if (!week) throw new Error("2026-11-16 is a Monday.");
  const usage = {
    integrationId: "i1",
    integrationName: "=HYPERLINK(1)",
    customerId: "c1",
    customerName: "Maple, Moss",
    activatedAt: new Date("2026-11-01T00:00:00Z"),
    deletedAt: null,
  };
  const tier = { fromQuantity: 1, weeklyPriceMinor: 1005, currency: "USD" };
  expect(statementCsv(week, priceUsage(week, [usage], [tier])).split("\r\n")).toEqual([
    "week_start,week_end,customer,integration,integration_id,active_from,active_until,amount,currency",
    `2026-11-16,2026-11-22,"Maple, Moss",'=HYPERLINK(1),i1,2026-11-01T00:00:00.000Z,,10.05,USD`,
    "",
  ]);
});
