import { expect, it } from "vitest";
import { scaleTop } from "./bar-chart";

it.each([
  [0, 4],
  [4, 4],
  [5, 5],
  [6, 10],
  [11, 20],
  [39, 40],
  [99, 100],
  [101, 200],
])("the scale for %i orders a day ends at %i", (highest, top) => {
  expect(scaleTop(highest)).toBe(top);
});
