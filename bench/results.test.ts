import { expect, it } from "vitest";
import { isMissed, percentile, resultOf, tell } from "./results";

it("judges the median by the most, or by the least, that is asked for", () => {
  expect(isMissed(resultOf("time", [1, 5, 2], 2))).toBe(false);
  expect(isMissed(resultOf("time", [3, 5, 2], 2))).toBe(true);
  expect(isMissed(resultOf("share", [0.98, 0.5], 0.97, { atLeast: true }))).toBe(true);
  expect(isMissed(resultOf("share", [0.98, 0.99], 0.97, { atLeast: true }))).toBe(false);
  expect(isMissed(resultOf("told", [99], null))).toBe(false);
});

it("counts what is no number as missed, whichever way the goal goes", () => {
  expect(isMissed(resultOf("time", [], 2))).toBe(true);
  expect(isMissed(resultOf("share", [Number.NaN], 0.97, { atLeast: true }))).toBe(true);
});

it("finds the value that so large a part does not exceed", () => {
  const values = Array.from({ length: 100 }, (_, nth) => 100 - nth);
  expect(percentile(values, 0.95)).toBe(95);
  expect(percentile([3], 0.95)).toBe(3);
  expect(percentile([], 0.95)).toBeNaN();
});

it("tells small numbers with digits that say something", () => {
  expect(tell(resultOf("Opening", [0.0123], 0.1))).toBe(
    "reached  Opening: 0.012 (goal ≤ 0.1; 0.012 to 0.012)",
  );
});
