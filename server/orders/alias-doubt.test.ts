import { expect, it } from "vitest";
import { doubtOfAlias } from "./alias-doubt";

const products = [{ code: "MUG-FOG" }, { code: "MUGFOG" }, { code: "CANDLE" }, { code: "茶碗" }];

it.each([
  ["ABC", "CANDLE", false, null],
  ["ABC", "NOPE", true, "no active product NOPE for this customer. Choose one of the list."],
  ["ABC", "candle ", true, "It is written CANDLE there: choose that."],
  ["ABC", "mugfog", true, "It could be MUG-FOG or MUGFOG: choose one of the list."],
  ["CANDLE", "MUG-FOG", true, "CartonCloud knows CANDLE as a product of its own"],
  ["CANDLE", "CANDLE", true, "CartonCloud knows CANDLE as a product of its own"],
  ["candle", "MUG-FOG", false, "candle could also be CANDLE"],
  ["candle", "CANDLE", false, null],
  ["mug fog", "MUGFOG", false, "mug fog could also be MUG-FOG"],
  ["mug fog", "CANDLE", false, "mug fog could also be MUG-FOG and MUGFOG"],
  ["mug fog", "MUGFOG", true, null],
  ["皿", "茶碗", false, null],
  ["--", "CANDLE", false, null],
])("the SKU %s as %s (sure: %s) is doubted so: %s", (sku, productCode, sure, words) => {
  const doubt = doubtOfAlias({ sku, productCode, sure }, products);
  if (words === null) expect(doubt).toBeNull();
  else expect(doubt?.message).toContain(words);
});
