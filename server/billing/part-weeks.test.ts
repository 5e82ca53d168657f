import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PricedFrom, Usage } from "./price-usage";
import { priceWeek } from "./price-week";
import type { Week } from "./weeks";
import { recentWeeks, weekAt, weekFrom } from "./weeks";

const book: PricedFrom[] = [
  { validFrom: "1970-01-05", fromQuantity: 1, weeklyPriceMinor: 1000, currency: "AUD" },
];
const usage = (from: string, until: string | null): Usage => ({
  integrationId: "i",
  integrationName: "Maple",
  customerId: "c",
  customerName: "Own",
  activatedAt: new Date(from),
  deletedAt: until ? new Date(until) : null,
});
const weekOf = (monday: string, timeZone: string): Week => {
  const week = weekFrom(monday, timeZone);
  if (!week) throw new Error(`${monday} is no Monday.`);
  return week;
};
/** Days and amount of each week, by its Monday, in which it is billed at all. */
function billed(line: Usage, timeZone: string, mondays: readonly string[]) {
  return mondays.flatMap((monday) => {
    const { lines } = priceWeek(weekOf(monday, timeZone), [line], { book, passOn: [], timeZone });
    return lines.map(({ days, amountMinor }) => [monday, days, amountMinor]);
  });
}

describe("a part of a week is charged as a whole one", () => {
  it("from the last second of a Sunday on, and until the first of a Monday", () => {
    const line = usage("2026-11-15T12:59:59Z", "2026-11-22T13:00:01Z");
    expect(billed(line, "Australia/Melbourne", ["2026-11-09", "2026-11-16", "2026-11-23"])).toEqual(
      [
        ["2026-11-09", 1, 1000],
        ["2026-11-16", 7, 1000],
        ["2026-11-23", 1, 1000],
      ],
    );
  });

  it("once, though it lived for a minute, and twice where that minute ends a week", () => {
    const inside = usage("2026-11-18T01:00:00Z", "2026-11-18T01:00:59Z");
    expect(
      billed(inside, "Australia/Melbourne", ["2026-11-09", "2026-11-16", "2026-11-23"]),
    ).toEqual([["2026-11-16", 1, 1000]]);
    const across = usage("2026-11-22T12:59:30Z", "2026-11-22T13:00:30Z");
    expect(
      billed(across, "Australia/Melbourne", ["2026-11-09", "2026-11-16", "2026-11-23"]),
    ).toEqual([
      ["2026-11-16", 1, 1000],
      ["2026-11-23", 1, 1000],
    ]);
  });

  it("but not a week that it only touches from outside", () => {
    const line = usage("2026-11-15T13:00:00Z", "2026-11-22T13:00:00Z");
    expect(billed(line, "Australia/Melbourne", ["2026-11-09", "2026-11-16", "2026-11-23"])).toEqual(
      [["2026-11-16", 7, 1000]],
    );
  });

  it.each([
    ["clocks go forward", "Australia/Melbourne", "2026-09-28"],
    ["clocks go back", "Australia/Melbourne", "2026-03-30"],
    ["clocks go forward at midnight", "America/Santiago", "2026-08-31"],
    ["clocks go back at midnight", "America/Santiago", "2026-03-30"],
    ["a month ends", "UTC", "2026-04-27"],
    ["a leap day lies", "Pacific/Auckland", "2028-02-28"],
    ["a year ends", "Asia/Kathmandu", "2026-12-28"],
    ["half an hour is shifted", "Australia/Lord_Howe", "2026-03-30"],
  ])("F37: has seven days where %s", (_what, timeZone, monday) => {
    const { from, to } = weekOf(monday, timeZone);
    const whole = usage(from.toISOString(), to.toISOString());
    expect(billed(whole, timeZone, [monday])).toEqual([[monday, 7, 1000]]);
    const lastMoment = usage(new Date(+to - 1).toISOString(), null);
    expect(billed(lastMoment, timeZone, [monday])).toEqual([[monday, 1, 1000]]);
  });

  it("counts the leap day as a day of its own", () => {
    const line = usage("2028-02-28T00:00:00Z", "2028-03-01T00:00:00Z");
    expect(billed(line, "UTC", ["2028-02-28"])).toEqual([["2028-02-28", 2, 1000]]);
  });

  it("the same instant belongs to another week in another zone", () => {
    const at = new Date("2026-11-29T20:00:00Z");
    expect(["UTC", "Australia/Melbourne"].map((zone) => weekAt(at, zone).monday)).toEqual([
      "2026-11-23",
      "2026-11-30",
    ]);
  });

  it("the days of all weeks are the days of the calendar between activation and delete", () => {
    const zones = fc.constantFrom(
      "Australia/Melbourne",
      "America/Santiago",
      "UTC",
      "Asia/Kathmandu",
    );
    const at = fc.date({
      min: new Date("2027-12-01"),
      max: new Date("2028-05-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, at, fc.integer({ min: 1, max: 60 * 86_400_000 }), (zone, from, lasts) => {
        const until = new Date(+from + lasts);
        const mondays = recentWeeks(until, zone, 12).map(({ monday }) => monday);
        const line = usage(from.toISOString(), until.toISOString());
        const days = billed(line, zone, mondays).reduce((sum, [, count]) => sum + Number(count), 0);
        const dayOf = (instant: Date) =>
          Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(instant));
        expect(days).toBe((dayOf(new Date(+until - 1)) - dayOf(from)) / 86_400_000 + 1);
      }),
      { numRuns: 60 },
    );
  });
});
