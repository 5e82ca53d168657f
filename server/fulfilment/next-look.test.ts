import { expect, it } from "vitest";
import { nextOrderLook, nextParcelLook } from "./next-look";

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
