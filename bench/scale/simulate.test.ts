import { describe, expect, it } from "vitest";
import { openShops, rhythm } from "./shops";
import type { Policy } from "./simulate";
import { simulate } from "./simulate";

const adaptive: Policy = { kind: "adaptive", paced: true, webhook: false };
const plenty = { perSecond: 150, perDay: 1_000_000 };
const p95 = (values: Float64Array) => values[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;

describe("the shops of the simulator", () => {
  it("buy more in the evening than at night, and once a day on average", () => {
    expect(rhythm(20 * 60, 0)).toBeGreaterThan(4 * rhythm(4 * 60, 0));
    const week = Array.from({ length: 7 * 1440 }, (_, minute) => rhythm(minute, 0));
    expect(week.reduce((sum, one) => sum + one, 0) / week.length).toBeCloseTo(1, 2);
  });

  it("sell what their size says, the same for the same seed", () => {
    const shops = openShops(2000, 7, 7);
    const sold = shops.reduce((sum, { paidAt }) => sum + paidAt.length, 0);
    const meant = shops.reduce((sum, { perDay }) => sum + perDay * 7, 0);
    expect(sold / meant).toBeGreaterThan(0.95);
    expect(sold / meant).toBeLessThan(1.05);
    expect(openShops(5, 2, 3)).toEqual(openShops(5, 2, 3));
  });
});

describe("the simulator", () => {
  const shops = openShops(60, 3, 11);
  const paid = shops.reduce(
    (sum, { paidAt }) => sum + paidAt.filter((at) => at >= 2 * 1440).length,
    0,
  );

  it("reads every order once, or says that it is not read yet", () => {
    const { delays, unread } = simulate(shops, 3, plenty, adaptive);
    expect(delays.length + unread).toBe(paid);
    expect(delays.every((minutes) => minutes >= 0)).toBe(true);
  });

  it("never calls Etsy more often than a day allows, however scarce it is", () => {
    for (const perDay of [50, 500, 5000]) {
      const quota = { perSecond: 10, perDay };
      expect(simulate(shops, 3, quota, adaptive).mostInADay).toBeLessThanOrEqual(perDay + 2);
    }
  });

  it("shows what pacing is for: without it the day's calls are gone, and orders wait for hours", () => {
    const quota = { perSecond: 10, perDay: 3000 };
    const paced = simulate(shops, 3, quota, adaptive);
    const unpaced = simulate(shops, 3, quota, { ...adaptive, paced: false });
    expect(p95(paced.delays)).toBeLessThan(p95(unpaced.delays) / 2);
  });

  it("finds an order at once where Etsy's webhook tells of it", () => {
    const { delays } = simulate(shops, 3, plenty, { ...adaptive, webhook: true });
    expect(p95(delays)).toBeLessThanOrEqual(1);
  });
});
