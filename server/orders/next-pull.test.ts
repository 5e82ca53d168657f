import fc from "fast-check";
import { expect, it } from "vitest";
import { nextPullInMs } from "./next-pull";

const minute = 60_000;
const shop = (idleMs: number) => nextPullInMs({ intervalSeconds: 300, idleMs, spread: 1 });

it.each([
  [0, 5],
  [59 * minute, 5],
  [3 * 60 * minute, 15],
  [6 * 60 * minute, 30],
  [30 * 24 * 60 * minute, 30],
])("a shop idle for %i ms is read again after %i minutes", (idle, minutes) => {
  expect(shop(idle)).toBe(minutes * minute);
});

it("an idle shop costs at most 60 readings a day, spread included", () => {
  const soonest = nextPullInMs({ intervalSeconds: 300, idleMs: 24 * 60 * minute, spread: 0 });
  expect((24 * 60 * minute) / soonest).toBeLessThanOrEqual(60);
});

it("is never sooner than nine tenths of the interval and never later than six intervals", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 86_400 }),
      fc.integer({ min: 0, max: 400 * 24 * 60 * minute }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (intervalSeconds, idleMs, spread) => {
        const wait = nextPullInMs({ intervalSeconds, idleMs, spread });
        expect(wait).toBeGreaterThanOrEqual(intervalSeconds * 900 - 1);
        expect(wait).toBeLessThanOrEqual(intervalSeconds * 6000);
      },
    ),
  );
});
