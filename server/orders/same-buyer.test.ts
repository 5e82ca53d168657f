import { expect, it } from "vitest";
import { readReceipt } from "@/server/etsy/fixtures";
import { isSameBuyer } from "./same-buyer";

const base = { ...readReceipt(), buyerUserId: null, name: "Jo Doe", firstLine: "1 A St", zip: "1" };

it.each([
  ["the same number of the buyer", { buyerUserId: "7" }, { buyerUserId: "7", name: "Else" }, true],
  ["another number at the same address", { buyerUserId: "7" }, { buyerUserId: "8" }, false],
  ["one of them without a number, the same address", { buyerUserId: "7" }, {}, true],
  ["other spaces and capitals", {}, { name: " JO  doe" }, true],
  ["another postcode", {}, { zip: "2" }, false],
  ["another name at the address", {}, { name: "Al Doe" }, false],
  ["no address on either", { firstLine: null }, { firstLine: null }, false],
])("%s", (_what, a, b, same) => {
  expect(isSameBuyer({ ...base, ...a }, { ...base, ...b })).toBe(same);
});
