import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recentWeeks, runningWeek, weekAt, weekFrom } from "./weeks";

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
      "America/Santiago",
      "Africa/Cairo",
      "Asia/Tehran",
      "Australia/Lord_Howe",
      "Pacific/Apia",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
    );
    const at = fc.date({
      min: new Date("2011-01-01"),
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
      { numRuns: 60 },
    );
  });

  it.each([
    ["a Monday that has no midnight", "Asia/Tehran", "2021-03-22", "2021-03-21T20:30:00Z"],
    ["a Monday whose midnight is put back", "Asia/Tehran", "2020-09-21", "2020-09-20T20:30:00Z"],
    [
      "the week that lost a day to the date line",
      "Pacific/Apia",
      "2011-12-26",
      "2011-12-26T10:00:00Z",
    ],
    ["the week behind it", "Pacific/Apia", "2012-01-02", "2012-01-01T10:00:00Z"],
    ["the first zone of a day", "Pacific/Kiritimati", "2026-11-23", "2026-11-22T10:00:00Z"],
    ["the last zone of a day", "Pacific/Pago_Pago", "2026-11-23", "2026-11-23T11:00:00Z"],
  ])("begin with the first moment of %s", (_what, timeZone, monday, from) => {
    const week = weekFrom(monday, timeZone);
    expect(week?.from).toEqual(new Date(from));
    expect(weekAt(new Date(from), timeZone).monday).toBe(monday);
    expect(weekAt(new Date(Date.parse(from) - 1), timeZone).sunday < monday).toBe(true);
  });

  it("that are closed are followed by what is left, whatever zone comes after them", () => {
    const closed = weekAt(new Date("2026-11-18T00:00:00Z"), "Australia/Melbourne");
    const last = { monday: closed.monday, weekTo: closed.to };
    // In Los Angeles it is still Sunday of the week that is closed.
    const soon = new Date(+closed.to + 3_600_000);
    const [running, before] = recentWeeks(soon, "America/Los_Angeles", 2, last);
    expect(running).toMatchObject({ monday: "2026-11-23", from: closed.to });
    expect(running?.to).toEqual(new Date("2026-11-30T08:00:00Z"));
    expect(before?.monday).toBe("2026-11-16");
    expect(weekFrom("2026-11-23", "America/Los_Angeles", last)).toEqual(running);
    expect(runningWeek(soon, "Australia/Melbourne", last)).toEqual(
      weekAt(soon, "Australia/Melbourne"),
    );
  });
});
