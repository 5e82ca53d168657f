import { expect, it } from "vitest";
import { leftUndone } from "./left-undone";

const none = {
  received: 0,
  held: 0,
  creating: 0,
  unknown: 0,
  created: 0,
  dispatched: 0,
  completed: 9,
  skipped: 9,
};

it.each([
  [undefined, "still at the warehouse are no longer"],
  [none, "None is on its way now"],
  [{ ...none, held: 1 }, "pulled, 1 order that waits stays as it is."],
  [
    { ...none, received: 2, created: 1 },
    "wait stay as they are, and 1 order at the warehouse is no",
  ],
  [{ ...none, received: 1200 }, "pulled, 1,200 orders that wait stay"],
  [{ ...none, held: 10_001 }, "pulled, more than 10,000 orders that wait stay"],
  [{ ...none, created: 2, dispatched: 1 }, "pulled, 3 orders at the warehouse are no longer"],
])("deleting with %o is told with its numbers", (counts, words) => {
  expect(leftUndone(counts)).toContain(words);
});
