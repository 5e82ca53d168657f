import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Admission, QuotaFacts } from "./admit-etsy-call";
import { admitEtsyCall } from "./admit-etsy-call";

const plenty: QuotaFacts = {
  limitPerSecond: 10,
  limitPerDay: 10_000,
  tokens: 4,
  used: 100,
  usedByShop: 10,
  readByShop: 10,
  busiestReadings: 288,
  stretch: 1,
  remainingToday: 9900,
  activeShops: 20,
  parkedMs: 0,
};
const now: Admission = { admitted: true, waitMs: 0 };
const reading = (change: Partial<QuotaFacts>) => admitEtsyCall({ ...plenty, ...change }, "reading");
const telling = (change: Partial<QuotaFacts>) =>
  admitEtsyCall({ ...plenty, ...change }, "fulfilment");

describe("a call to Etsy", () => {
  it("goes out at once while there is plenty", () => {
    expect(reading({})).toEqual(now);
  });

  it("waits for its turn within the second, and comes back where too many wait", () => {
    expect(reading({ tokens: 0 })).toEqual({ admitted: true, waitMs: 250 });
    expect(reading({ tokens: -10 })).toEqual({ admitted: true, waitMs: 2750 });
    expect(reading({ tokens: -20 })).toMatchObject({ admitted: false, retryAfterSeconds: 6 });
  });

  it("is refused as long as Etsy asked the shop to wait", () => {
    expect(telling({ parkedMs: 86_399_001 })).toMatchObject({ retryAfterSeconds: 86_400 });
  });

  it("leaves the last fifth of the day to fulfilment", () => {
    expect(reading({ remainingToday: 2000 })).toMatchObject({ admitted: false });
    expect(reading({ used: 8000, remainingToday: null })).toMatchObject({ admitted: false });
    expect(telling({ remainingToday: 1 })).toEqual(now);
    expect(telling({ remainingToday: 0 })).toMatchObject({ admitted: false });
  });

  it("stops a shop at its part only when the day gets scarce, whatever it told", () => {
    expect(reading({ readByShop: 5000 })).toEqual(now);
    expect(reading({ readByShop: 399, remainingToday: 4999 })).toEqual(now);
    expect(reading({ readByShop: 400, remainingToday: 4999 })).toMatchObject({ admitted: false });
    expect(reading({ usedByShop: 5000, remainingToday: 4999 })).toEqual(now);
    expect(telling({ readByShop: 400, remainingToday: 4999 })).toEqual(now);
  });

  it("leaves a busy shop its rhythm where many idle ones make the even part small", () => {
    const many = { activeShops: 1000, remainingToday: 4999 };
    expect(reading({ ...many, readByShop: 359 })).toEqual(now);
    expect(reading({ ...many, readByShop: 360 })).toMatchObject({ admitted: false });
    const paced = { ...many, stretch: 2 };
    expect(reading({ ...paced, readByShop: 180 })).toMatchObject({ admitted: false });
  });

  it("is never admitted beyond what is left, and never stops fulfilment before reading", () => {
    fc.assert(
      fc.property(
        fc.record({
          limitPerSecond: fc.integer({ min: 1, max: 200 }),
          limitPerDay: fc.integer({ min: 1, max: 200_000 }),
          tokens: fc.double({ min: -1000, max: 200, noNaN: true }),
          used: fc.nat(250_000),
          usedByShop: fc.nat(250_000),
          readByShop: fc.nat(250_000),
          busiestReadings: fc.double({ min: 0, max: 288, noNaN: true }),
          stretch: fc.double({ min: 1, max: 100, noNaN: true }),
          remainingToday: fc.option(fc.nat(200_000)),
          activeShops: fc.nat(100_000),
          parkedMs: fc.nat(100_000),
        }),
        (facts) => {
          const read = admitEtsyCall(facts, "reading");
          const tell = admitEtsyCall(facts, "fulfilment");
          if (read.admitted) expect(tell).toEqual(read);
          if (tell.admitted) expect(Math.min(facts.limitPerDay - facts.used, 1)).toBe(1);
          if (!tell.admitted) expect(tell.retryAfterSeconds).toBeGreaterThan(0);
        },
      ),
    );
  });
});
