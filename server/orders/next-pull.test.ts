import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponentialBackoff } from "@/scripts/runner/create-core";
import { nextPullInMs, pullAgainInMs, readingStretch, readingsADay } from "./next-pull";

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

const hourMs = 60 * minute;
/** inngest/pull-receipts: a pull that fails is tried so often again, where the pull before it did not fail. */
const triesWithin = 4;

/** Calls to Etsy in an outage of an hour that began with a pull, and the wait before each pull. */
function outage(spreadOf: () => number) {
  const waits: number[] = [];
  let calls = 1;
  let at = 0;
  for (let again = 1; again <= triesWithin; again++) {
    at += exponentialBackoff(again);
    calls += 1;
  }
  for (let failures = 1; ; failures++) {
    const wait = pullAgainInMs({ intervalSeconds: 300, failures, spread: spreadOf() });
    at += wait;
    if (at > hourMs) return { calls, waits };
    waits.push(wait);
    calls += 1;
  }
}

it("F3: an outage of an hour costs a shop no more calls than doublings of a second lie in an hour", () => {
  const mostCalls = 1 + Math.ceil(Math.log2(hourMs / 1000));
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40 }),
      (spreads) => {
        const { calls } = outage(() => spreads.pop() ?? 1);
        expect(calls).toBeLessThanOrEqual(mostCalls);
      },
    ),
  );
});

it("F3: the waits double up to four intervals, and are spread over half of each", () => {
  const wait = (failures: number, spread: number) =>
    pullAgainInMs({ intervalSeconds: 300, failures, spread }) / minute;
  expect([1, 2, 3, 4, 99].map((failures) => wait(failures, 0))).toEqual([5, 10, 20, 20, 20]);
  expect([1, 2, 3, 4, 99].map((failures) => wait(failures, 1))).toEqual([2.5, 5, 10, 10, 10]);
});
