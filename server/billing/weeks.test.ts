import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recentWeeks, weekAt, weekFrom } from "./weeks";

const hours = ({ from, to }: { from: Date; to: Date }) =>
  (to.getTime() - from.getTime()) / 3_600_000;

describe("billing weeks", () => {
  it("begin on Monday at midnight of the organisation's zone", () => {
    expect(weekAt(new Date("2026-11-23T06:00:00Z"), "Australia/Melbourne")).toEqual({
      monday: "2026-11-23",
      sunday: "2026-11-29",
      from: new Date("2026-11-22T13:00:00Z"),
      to: new Date("2026-11-29T13:00:00Z"),
    });
  });

  it("change at local midnight, not at that of UTC", () => {
    const zone = "Australia/Melbourne";
    expect(weekAt(new Date("2026-11-22T12:59:59Z"), zone).monday).toBe("2026-11-16");
    expect(weekAt(new Date("2026-11-22T13:00:00Z"), zone).monday).toBe("2026-11-23");
  });

  it("are an hour shorter or longer where the clocks change", () => {
    expect(weekFrom("2026-09-28", "Australia/Melbourne")).toSatisfy((w) => hours(w) === 167);
    expect(weekFrom("2026-03-30", "Australia/Melbourne")).toSatisfy((w) => hours(w) === 169);
    expect(weekFrom("2026-10-26", "America/New_York")).toSatisfy((w) => hours(w) === 169);
  });

  it("are named by a Monday and by nothing else", () => {
    for (const text of ["2026-11-24", "2026-13-01", "2026-02-30", "", "x", "2026-11-23T00:00"])
      expect(weekFrom(text, "UTC")).toBeNull();
  });

  it("follow one another without a gap, whatever the zone and the day", () => {
    const zone = fc.constantFrom(
      "Australia/Melbourne",
      "America/Los_Angeles",
      "UTC",
      "Asia/Kathmandu",
    );
    const at = fc.date({
      min: new Date("2024-01-01"),
      max: new Date("2030-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, at, (timeZone, instant) => {
        const weeks = recentWeeks(instant, timeZone, 60);
        expect(weeks[0]?.from.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(weeks[0]?.to.getTime()).toBeGreaterThan(instant.getTime());
        for (const [i, week] of weeks.slice(1).entries()) expect(week.to).toEqual(weeks[i]?.from);
      }),
      { numRuns: 20 },
    );
  });
});
