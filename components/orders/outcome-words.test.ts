import { expect, it } from "vitest";
import { boundWords, outcomeWords } from "./outcome-words";

const again = { one: "is tried again", many: "are tried again" };
const none = { done: 0, moved: 0, erased: 0, left: 0 };

it.each([
  [{ ...none, done: 12 }, "12 orders are tried again."],
  [{ ...none, done: 1 }, "1 order is tried again."],
  [{ ...none, moved: 2 }, "No order was moved. 2 orders had moved on in the meantime."],
  [
    { done: 500, moved: 0, erased: 1, left: 1340 },
    "500 orders are tried again. 1 order cannot be tried again: its personal data is erased. 1,340 orders wait still.",
  ],
])("says of %j: %s", (outcome, words) => {
  expect(outcomeWords(outcome, again)).toBe(words);
});

it.each([
  [{ released: 12, waiting: 0, left: 0 }, "12 orders go on."],
  [{ released: 0, waiting: 1, left: 0 }, "1 order still waits for another SKU."],
  [{ released: 0, waiting: 0, left: 0 }, "The product code is remembered; no order waited for it."],
  [
    { released: 1, waiting: 2, left: 3 },
    "1 order goes on. 2 orders still wait for another SKU. 3 orders wait for it still: answer again.",
  ],
])("says of an answer %j: %s", (outcome, words) => {
  expect(boundWords(outcome)).toBe(words);
});
