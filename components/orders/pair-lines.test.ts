import { expect, it } from "vitest";
import type { OrderItem, ReceiptLine } from "./pair-lines";
import { pairLines } from "./pair-lines";

const line = (productCode: string | null, quantity: number, isDigital = false): ReceiptLine => ({
  transactionId: `${productCode}-${quantity}`,
  listingId: null,
  title: "",
  sku: productCode,
  quantity,
  isDigital,
  productCode: isDigital ? null : productCode,
  personalisation: [],
  variations: [],
});
const item = (productCode: string, quantity: number): OrderItem => ({
  productCode,
  productName: null,
  quantity,
});
const shape = (lines: ReceiptLine[], items: OrderItem[]) =>
  pairLines(lines, items).map((pair) => [
    pair.line?.transactionId ?? null,
    pair.item ? `${pair.item.productCode}-${pair.item.quantity}` : null,
  ]);

it("puts each line beside the item of its product code, whatever the order", () => {
  expect(shape([line("A", 1), line("B", 2)], [item("B", 2), item("A", 1)])).toEqual([
    ["A-1", "A-1"],
    ["B-2", "B-2"],
  ]);
});

it("gives two lines of one product each the item of their own quantity", () => {
  expect(shape([line("A", 1), line("A", 3)], [item("A", 3), item("A", 1)])).toEqual([
    ["A-1", "A-1"],
    ["A-3", "A-3"],
  ]);
});

it("leaves a digital line alone and shows what nobody asked for", () => {
  expect(shape([line("A", 1, true), line("B", 1)], [item("A", 1), item("C", 5)])).toEqual([
    ["A-1", null],
    ["B-1", null],
    [null, "A-1"],
    [null, "C-5"],
  ]);
});

it("still pairs a line whose quantity differs", () => {
  expect(shape([line("A", 2)], [item("A", 1)])).toEqual([["A-2", "A-1"]]);
});
