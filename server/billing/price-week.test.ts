import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passOnAt, setInOtherCurrency } from "./pass-on";
import { tiersAt } from "./price-book";
import { priceWeek } from "./price-week";
import { byCustomer, shown, sumOf } from "./view";
import { recentWeeks } from "./weeks";

const timeZone = "Australia/Melbourne";
const weeks = recentWeeks(new Date("2026-11-20T00:00:00Z"), timeZone, 8);
const start = Math.min(...weeks.map(({ from }) => +from)) - 9 * 86_400_000;
const instant = fc.integer({ min: 0, max: 75 * 86_400 }).map((s) => new Date(start + s * 1000));

const tier = (validFrom: string, fromQuantity: number, weeklyPriceMinor: number) => ({
  validFrom,
  fromQuantity,
  weeklyPriceMinor,
  currency: "AUD",
});
const book = [
  tier("1970-01-05", 1, 1000),
  tier("1970-01-05", 4, 850),
  tier("2026-11-02", 1, 1100),
  tier("2026-11-02", 3, 925),
];
const passOn = [
  { customerId: "b", validFrom: "2026-10-05", weeklyPriceMinor: 1500 },
  { customerId: "b", validFrom: "2026-11-09", weeklyPriceMinor: null },
  { customerId: "c", validFrom: "2026-11-09", weeklyPriceMinor: 0 },
];
const prices = { book, passOn, timeZone };

/** What happens to an integration, in any order that its states allow. */
type Event = { at: Date; kind: string };
const kinds = ["paused", "resumed", "reconnect", "connected", "order_creation_saved", "renamed"];
const history = fc
  .record({
    customerId: fc.constantFrom("a", "b", "c"),
    activated: instant,
    between: fc.array(fc.record({ at: instant, kind: fc.constantFrom(...kinds) }), {
      maxLength: 5,
    }),
    deleted: fc.option(instant),
  })
  .map(({ customerId, activated, between, deleted }) => {
    const last = deleted && deleted > activated ? deleted : null;
    const during = between.filter(({ at }) => at > activated && (!last || at < last));
    const log: Event[] = [{ at: activated, kind: "activated" }, ...during];
    if (last) log.push({ at: last, kind: "deleted" });
    return { customerId, log };
  });

const usageOf = ({ customerId, log }: { customerId: string; log: Event[] }, index: number) => ({
  integrationId: `i${index}`,
  integrationName: `Shop ${index}`,
  customerId,
  customerName: customerId,
  activatedAt: log.find(({ kind }) => kind === "activated")?.at ?? new Date(Number.NaN),
  deletedAt: log.find(({ kind }) => kind === "deleted")?.at ?? null,
});

describe("the statement of a week", () => {
  it("is what the event log implies, read hour by hour", () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 8 }), fc.nat(7), (logs, at) => {
        const week = weeks[at % weeks.length];
        if (!week) return;
        const priced = priceWeek(week, logs.map(usageOf), prices);
        // The other way to say it: walk the log, and see which are on at some moment of the week.
        const on = logs.flatMap(({ log }, index) => {
          let active = false;
          let touched = false;
          for (const [place, event] of log.entries()) {
            if (event.kind === "activated") active = true;
            if (event.kind === "deleted") active = false;
            const next = log[place + 1]?.at ?? new Date(8.64e15);
            if (active && event.at < week.to && next > week.from) touched = true;
          }
          return touched ? [`i${index}`] : [];
        });
        expect(priced.lines.map(({ integrationId }) => integrationId).sort()).toEqual(on.sort());
        const since = week.monday >= "2026-11-02";
        const unit = since ? (on.length >= 3 ? 925 : 1100) : on.length >= 4 ? 850 : 1000;
        if (on.length > 0) expect(priced.unitPriceMinor).toBe(unit);
        expect(priced.totalMinor).toBe(on.length * unit);
      }),
      { numRuns: 300 },
    );
  });

  it("adds up over any split of its lines, and by customer, in what is paid and in what is charged", () => {
    const split = fc.func(fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(history, { maxLength: 20 }), split, fc.nat(7), (logs, part, at) => {
        const week = weeks[at % weeks.length];
        if (!week) return;
        const { lines, totalMinor } = priceWeek(week, logs.map(usageOf), prices);
        const whole = sumOf(lines);
        const parts = [0, 1, 2, 3, 4].map((n) =>
          sumOf(lines.filter(({ integrationId }) => part(integrationId) === n)),
        );
        for (const of of [parts, byCustomer(lines)])
          for (const field of ["quantity", "amountMinor", "passOnMinor"] as const)
            expect(of.reduce((sum, one) => sum + one[field], 0)).toBe(whole[field]);
        expect(whole.amountMinor).toBe(totalMinor);
        expect(Number.isInteger(whole.passOnMinor)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("prices", () => {
  it("hold from their Monday on, until the next ones", () => {
    expect(tiersAt(book, "2026-10-26").map(({ weeklyPriceMinor }) => weeklyPriceMinor)).toEqual([
      1000, 850,
    ]);
    expect(tiersAt(book, "2026-11-02")[0].weeklyPriceMinor).toBe(1100);
    expect(
      ["2026-09-28", "2026-10-05", "2026-11-02", "2026-11-09"].map((monday) =>
        passOnAt(passOn, "b", monday),
      ),
    ).toEqual([null, 1500, 1500, null]);
  });

  it("of a customer are known to be of another currency than the list, until they are set again", () => {
    const mixed = [...book, { ...tier("2026-11-16", 1, 700), currency: "USD" }];
    const of = (monday: string, more: typeof passOn = []) =>
      setInOtherCurrency(
        [{ customerId: "d", validFrom: "2026-11-09", weeklyPriceMinor: 900 }, ...more],
        mixed,
        "d",
        monday,
      );
    expect(["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"].map((day) => of(day))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const again = { customerId: "d", validFrom: "2026-11-23", weeklyPriceMinor: 650 };
    expect(of("2026-11-23", [again])).toBe(false);
    expect(setInOtherCurrency(passOn, mixed, "b", "2026-11-16")).toBe(false);
  });

  it("of nothing are a price too, and not that of the organisation", () => {
    expect(passOnAt(passOn, "c", "2026-11-16")).toBe(0);
  });

  it("show a customer what is charged in place of what is paid", () => {
    const row = { amountMinor: 850, passOnMinor: 1500 };
    expect(shown(row, { costs: false })).toEqual({ amountMinor: 1500, passOnMinor: null });
    expect(shown(row, { costs: true })).toEqual(row);
  });
});
