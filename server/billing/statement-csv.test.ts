import { describe, expect, it } from "vitest";
import { csvCell } from "./csv";
import { csvCorrection, csvHead, csvLine } from "./statement-csv";

describe("a cell of the CSV", () => {
  it.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx", "\0x"])(
    "is not taken for a formula when it begins as %j",
    (text) => {
      expect(csvCell(text).replace(/^"/, "").startsWith("'")).toBe(true);
    },
  );

  it.each(["Maple;=1+1", "Maple; -1", "Maple\t@sum", "\uFF1D1+1"])(
    "is not taken for a formula where %j is cut at another sign",
    (text) => {
      const cells = csvCell(text)
        .replace(/^"|"$/g, "")
        .split(/[;\t]\s*/);
      expect(cells.at(-1)).toMatch(/^'/);
    },
  );

  it("keeps quotes, commas and line breaks inside one cell", () => {
    expect(csvCell('a "b", c\r\nd')).toBe('"a ""b"", c\r\nd"');
  });

  it("leaves numbers, amounts and plain text as they are", () => {
    const cells = [-5, { minor: -5 }, { minor: 100_005 }, { minor: 0 }, "Maple & Moss"];
    expect(cells.map(csvCell)).toEqual(["-5", "-0.05", "1000.05", "0.00", "Maple & Moss"]);
  });
});

describe("a statement as CSV", () => {
  const line = {
    monday: "2026-11-16",
    integrationId: "i1",
    integrationName: "=HYPERLINK(1)",
    customerId: "c1",
    customerName: "Maple, Moss",
    activatedAt: new Date("2026-11-18T00:00:00Z"),
    deletedAt: null,
    days: 5,
    amountMinor: 1005,
    passOnMinor: 1200,
  };
  const head = { currency: "USD", tierFrom: 3 };

  it("has dates, days, tier, amounts in minor units, and the margin for an admin", () => {
    expect(csvHead({ costs: true }) + csvLine(line, head, { costs: true })).toBe(
      "kind,week_start,week_end,customer,integration,integration_id,active_from,active_until,days,amount_minor,amount,currency,reason,tier_from,pass_on_minor,margin_minor\r\n" +
        `line,2026-11-16,2026-11-22,"Maple, Moss",'=HYPERLINK(1),i1,2026-11-18T00:00:00.000Z,,5,1005,10.05,USD,,3,1200,195\r\n`,
    );
  });

  it("tells a customer what is charged, and neither tier nor margin", () => {
    expect(csvHead({ costs: false })).not.toMatch(/margin|pass_on|tier/);
    const row = csvLine(line, head, { costs: false });
    expect(row).toMatch(/,5,1200,12\.00,USD,\r\n$/);
    expect(row).not.toContain("1005");
  });

  it("has a correction as a line of its own, whose reason is no formula either", () => {
    const correction = {
      ...line,
      id: "x",
      amountMinor: -250,
      passOnMinor: 0,
      reason: "=1+1",
      createdAt: new Date(),
      by: "Ada",
    };
    expect(csvCorrection(correction, "USD", { costs: true })).toBe(
      `correction,2026-11-16,2026-11-22,"Maple, Moss",'=HYPERLINK(1),i1,,,,-250,-2.50,USD,'=1+1,,0,250\r\n`,
    );
  });
});
