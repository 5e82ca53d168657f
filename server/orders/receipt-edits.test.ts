import { describe, expect, it } from "vitest";
import { etsyTransaction, readReceipt } from "@/server/etsy/fixtures";
import { editsOf } from "./receipt-edits";

const two = [
  etsyTransaction(),
  etsyTransaction({ transaction_id: 4_100_000_002, title: "Towel", quantity: 1 }),
];
const before = readReceipt({ transactions: two });

describe("what was changed on a receipt", () => {
  it("is nothing where only what the warehouse need not know differs", () => {
    const after = { transactions: two, updated_timestamp: 1_780_009_999, status: "Completed" };
    expect(editsOf(before, readReceipt({ ...after, message_from_buyer: "Thanks!" }))).toBeNull();
  });

  it("tells another quantity, a line that is gone and one that is new", () => {
    const changed = readReceipt({
      transactions: [
        etsyTransaction({ quantity: 5 }),
        etsyTransaction({ transaction_id: 4_100_000_003, title: "Candle", quantity: 2 }),
      ],
    });
    const [mug] = before.lines;
    expect(editsOf(before, changed)).toEqual({
      address: false,
      lines: [
        { title: mug?.title, before: 2, after: 5 },
        { title: "Towel", before: 1, after: 0 },
        { title: "Candle", before: 0, after: 2 },
      ],
    });
  });

  it("tells another address, but not one that Etsy no longer shows", () => {
    const moved = readReceipt({ transactions: two, first_line: "2 Other Street" });
    expect(editsOf(before, moved)).toEqual({ address: true, lines: [] });
    const renamed = readReceipt({ transactions: two, name: "Someone Else" });
    expect(editsOf(before, renamed)).toMatchObject({ address: true });
    const withheld = readReceipt({
      transactions: two,
      name: "",
      first_line: null,
      city: null,
      zip: null,
      country_iso: null,
    });
    expect(editsOf(before, withheld)).toBeNull();
  });
});
