import { expect, it } from "vitest";
import { silenceOf } from "./silence";

const hour = 3_600_000;
const last = 1_800_000_000_000;
/** Twenty receipts, one every so many hours. */
const every = (hours: number) =>
  Array.from({ length: 20 }, (_, back) => last - back * hours * hour);

it.each([
  ["a shop with an order every hour", 1, 12, false],
  ["a shop with an order every hour", 1, 12.1, true],
  ["a shop with an order a day", 24, 47, false],
  ["a shop with an order a day", 24, 49, true],
  ["a shop with an order a week", 168, 300, false],
])("%s (%d h apart), quiet for %d h: silent is %s", (_what, apart, quiet, silent) => {
  expect(silenceOf(every(apart), last + quiet * hour) !== null).toBe(silent);
});

it("is told with its beginning and the longest pause before it, in whatever order the times come", () => {
  const found = silenceOf(every(2).reverse(), last + 100 * hour);
  expect(found).toEqual({ since: last, longestPauseMs: 2 * hour });
});

it("nothing is concluded from nine receipts", () => {
  expect(silenceOf(every(1).slice(0, 9), last + 1000 * hour)).toBeNull();
});
