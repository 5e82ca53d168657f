import { expect, it } from "vitest";
import { nextOrderLook, nextParcelLook, nextTrackingAsk } from "./next-look";

const hour = 3_600_000;
const at = (hours: number) => new Date(hours * hour);

it.each([
  [0, 6],
  [6, 24],
  [23, 24],
  [24, 72],
  [100, 168],
  [200, 336],
])("parcels dispatched at 0 h are looked at, after %i h, next at %i h", (now, next) => {
  expect(nextParcelLook(at(0), at(now))).toEqual(at(next));
});

it("parcels are looked at no more two weeks after the dispatch", () => {
  expect(nextParcelLook(at(0), at(336))).toBeNull();
});

it("an order that is out is asked for again in about six hours", () => {
  for (let time = 0; time < 50; time++) {
    const hours = +nextOrderLook(at(0)) / hour;
    expect(hours).toBeGreaterThanOrEqual(5.4);
    expect(hours).toBeLessThanOrEqual(6.6);
  }
});

it("tracking that is awaited for a day is asked for soon at first, and some twenty times in all", () => {
  const asked: number[] = [];
  for (let now = 0; now < 24 * hour; now += nextTrackingAsk(at(0), new Date(now))) asked.push(now);
  expect(asked.slice(0, 4).map((ms) => ms / 60_000)).toEqual([0, 10, 20, 30]);
  expect(asked.length).toBeLessThanOrEqual(25);
  const gaps = asked.slice(1).map((ms, nth) => ms - (asked[nth] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * hour);
});
