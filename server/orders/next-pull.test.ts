import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPullInMs, readingStretch, readingsADay } from "./next-pull";

const minute = 60_000;
const shop = (idleMs: number) =>
  nextPullInMs({ intervalSeconds: 300, idleMs, spread: 1, stretch: 1 });

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
  const soonest = nextPullInMs({
    intervalSeconds: 300,
    idleMs: 24 * 60 * minute,
    spread: 0,
    stretch: 1,
  });
  expect((24 * 60 * minute) / soonest).toBeLessThanOrEqual(60);
});

it("is never sooner than nine tenths of the interval and never later than six intervals", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 86_400 }),
      fc.integer({ min: 0, max: 400 * 24 * 60 * minute }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (intervalSeconds, idleMs, spread) => {
        const wait = nextPullInMs({ intervalSeconds, idleMs, spread, stretch: 1 });
        expect(wait).toBeGreaterThanOrEqual(intervalSeconds * 900 - 1);
        expect(wait).toBeLessThanOrEqual(intervalSeconds * 6000);
      },
    ),
  );
});

describe("where the calls of a day would not last", () => {
  it("the rhythm of every shop is stretched alike", () => {
    const shop = { intervalSeconds: 300, idleMs: 3 * 60 * minute, spread: 1 };
    expect(nextPullInMs({ ...shop, stretch: 4 })).toBe(4 * nextPullInMs({ ...shop, stretch: 1 }));
  });

  it.each([
    ["they last", { limitPerDay: 10_000, otherCalls: 0, planned: 7200 }, 1],
    ["twice as many are planned", { limitPerDay: 10_000, otherCalls: 0, planned: 14_400 }, 2],
    ["parcels took half", { limitPerDay: 10_000, otherCalls: 4000, planned: 7200 }, 2],
    ["parcels took all", { limitPerDay: 10_000, otherCalls: 9000, planned: 1000 }, 2],
  ])("by so much when %s", (_, day, stretch) => {
    expect(readingStretch(day)).toBe(stretch);
  });

  it("so that what all shops then read fits into what is left of the day", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10 * 24 * 60 * minute), { minLength: 1, maxLength: 200 }),
        fc.nat(5000),
        (idle, otherCalls) => {
          const planned = idle.reduce((sum, ms) => sum + readingsADay(300, ms), 0);
          const stretch = readingStretch({ limitPerDay: 10_000, otherCalls, planned });
          expect(planned / stretch).toBeLessThanOrEqual(8000 - otherCalls + 1);
        },
      ),
    );
  });
});
