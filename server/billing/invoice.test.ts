import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareInvoice } from "./compare-invoice";
import { csvRow } from "./csv";
import { readInvoice } from "./invoice";
import { amountOf, currencyIn } from "./invoice-amount";
import { parseCsv } from "./parse-csv";

const monday = "2026-11-16";
const line = (integrationId: string, integrationName: string, customerName = "Own") => ({
  integrationId,
  integrationName,
  customerName,
  amountMinor: 1000,
});
const statement = [line("id-1", "Maple"), line("id-2", "Moss"), line("id-3", "Maple", "Other")];
const compare = (csv: string) =>
  compareInvoice(statement, readInvoice(csv), { monday, currency: "AUD" });

describe("an invoice as CSV", () => {
  it.each([
    ["commas", "integration,amount\r\nMaple,10.00\r\n"],
    ["semicolons and a byte order mark", "\uFEFFIntegration;Amount\nMaple;10,00\n"],
    ["tabs, as pasted from a sheet", "Integration\tAmount\nMaple\t$10.00"],
    ["minor units", "Integration Name,amount_minor\nMaple,1000"],
  ])("is read with %s", (_how, csv) => {
    expect(readInvoice(csv)).toMatchObject([{ integration: "Maple", amountMinor: 1000 }]);
  });

  it("reads amounts as people write them", () => {
    const texts = ["10", "10.5", "1,234.50", "1.234,50", "(2.50)", "-2.50", "A$ 3.00", "ten", ""];
    expect(texts.map(amountOf)).toEqual([
      1000,
      1050,
      123_450,
      123_450,
      -250,
      -250,
      300,
      null,
      null,
    ]);
  });

  it.each([
    ["-$10.00", -1000],
    ["$-10.00", -1000],
    ["A$ -10.00", -1000],
    ["\u221210.00", -1000],
    ["10.00-", -1000],
    ["10.00 CR", -1000],
    ["AUD 10.00", 1000],
    ["10.00 AUD", 1000],
    ["€ 10,00", 1000],
    ["10.0000", 1000],
    ["1'234.50", 123_450],
    ["1 234,50", 123_450],
    ["1,234,567", 123_456_700],
    ["1,234,567.80", 123_456_780],
    ["12,34.50", null],
    ["1.234", null],
    ["1,234", null],
    ["10.005", null],
    ["Invoice 10", null],
    ["2 x 10.00", null],
    ["10.00.00", null],
    ["2026-11-16", null],
    ["=10", null],
  ])("takes %s for %s", (text, minor) => {
    expect(amountOf(text)).toBe(minor);
  });

  it("knows the currency that an amount names", () => {
    expect(["10.00 USD", "AUD10", "A$10", "10.00 CR", "10"].map(currencyIn)).toEqual([
      "USD",
      "AUD",
      null,
      null,
      null,
    ]);
  });

  it.each([
    ["a line that names the separator", "sep=;\r\nintegration;amount\r\nMaple, Inc;10,00"],
    ["the line ends of an old Mac", 'integration,amount\r"Maple, Inc",10.00\r'],
    ["the line ends of Unix", 'integration,amount\n"Maple, Inc",10.00'],
  ])("is read with %s", (_how, csv) => {
    expect(readInvoice(csv)).toMatchObject([{ integration: "Maple, Inc", amountMinor: 1000 }]);
  });

  it("names the line of the text, though others are empty or hold line breaks", () => {
    const csv = 'integration,amount\n\n"Maple\nand Moss",10\n\nFern,ten';
    expect(() => readInvoice(csv)).toThrow("Line 6");
    expect(readInvoice(csv.replace("ten", "10")).map(({ row }) => row)).toEqual([3, 6]);
  });

  it("is refused with the line or the column that is wrong", () => {
    expect(() => readInvoice("a,b\n1,2")).toThrow("must name the columns");
    expect(() => readInvoice("integration,amount\nMaple,10\nMoss,ten")).toThrow("Line 3");
  });

  it("has every cell that was written into it, whatever its signs", () => {
    const cell = fc
      .string({ maxLength: 12, unit: "grapheme-ascii" })
      .map((text) => text.trim())
      // What a spreadsheet would cut into a formula is written with an apostrophe more.
      .filter((text) => !/;\s*[=+\-@]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const csv = [["a", "b"], ...rows.map((row) => row.map((text) => `x${text}`))];
        expect(parseCsv(csv.map(csvRow).join("")).map(({ cells }) => cells)).toEqual(csv);
      }),
    );
  });
});

describe("the comparison", () => {
  it("tells what is matched, missing, extra, and of another amount", () => {
    const csv = [
      "integration,customer,amount,week_start",
      "maple , own,10.00,2026-11-16",
      "Moss,Own,12.00,2026-11-16",
      "Fern,Own,10.00,2026-11-16",
      "Maple,Other,10.00,2026-11-09",
    ].join("\n");
    const { matched, different, missing, extra } = compare(csv);
    expect(matched.map(({ integrationId }) => integrationId)).toEqual(["id-1"]);
    expect(different).toMatchObject([{ integrationId: "id-2", invoicedMinor: 1200 }]);
    expect(missing.map(({ integrationId }) => integrationId)).toEqual(["id-3"]);
    expect(extra.map(({ row, why }) => [row, why])).toEqual([
      [4, "No integration of the statement is called so."],
      [5, "It is of another week."],
    ]);
  });

  it("adds up several lines of one integration, and prefers its id to its name", () => {
    const { matched, missing } = compare("integration,amount\nid-1,12.00\nid-1,-2.00");
    expect(matched).toMatchObject([{ integrationId: "id-1", invoicedMinor: 1000 }]);
    expect(missing).toHaveLength(2);
  });

  it("tells a line that stands twice from one of another price", () => {
    expect(compare("integration,amount\nMoss,10\nMoss,10").different).toMatchObject([
      { integrationId: "id-2", invoicedMinor: 2000, invoicedLines: 2 },
    ]);
  });

  it("takes any day of the week for the week, and no amount of another currency", () => {
    const csv = "integration,amount,from,currency\nMoss,10,2026-11-22,aud\nMoss,10,2026-11-23,AUD";
    expect(compare(csv)).toMatchObject({
      matched: [{ integrationId: "id-2" }],
      extra: [{ row: 3, why: "It is of another week." }],
    });
    for (const other of [
      "integration,amount\nMoss,10 USD",
      "integration,amount,currency\nMoss,10,usd",
    ])
      expect(compare(other).extra).toMatchObject([
        { currency: "USD", why: "It is in USD, and the statement in AUD." },
      ]);
  });

  it("finds what its own export wrote with an apostrophe", () => {
    const names = ["=1+1", "Maple;=1+1", "Plain"];
    const own = names.map((name, index) => line(`id-${index}`, name));
    const csv = [["integration", "amount"], ...names.map((name) => [name, "10.00"])];
    const invoice = readInvoice(csv.map(csvRow).join(""));
    expect(compareInvoice(own, invoice, { monday, currency: "AUD" }).matched).toHaveLength(3);
  });

  it("guesses nothing where two are called the same", () => {
    expect(compare("integration,amount\nMaple,10").extra).toMatchObject([
      { why: "Several integrations are called so. Add the customer or the id." },
    ]);
  });
});
