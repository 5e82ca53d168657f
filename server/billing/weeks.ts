import type { Period } from "./price-usage";

const dayMs = 86_400_000;

type Day = { year: number; month: number; day: number };

/** Calendars of zones; to make one takes a hundred times as long as to ask it. */
const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  calendars.set(timeZone, made);
  return made;
}

function localParts(at: Date, timeZone: string) {
  const parts = calendarOf(timeZone).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: of("year"),
    month: of("month"),
    day: of("day"),
    seconds: of("hour") * 3600 + of("minute") * 60 + of("second"),
  };
}

/** Midnight of a day in a zone. Two rounds, since the offset may change between the guess and it. */
function midnight({ year, month, day }: Day, timeZone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  let at = wanted;
  for (let round = 0; round < 2; round += 1) {
    const local = localParts(new Date(at), timeZone);
    at += wanted - (Date.UTC(local.year, local.month - 1, local.day) + local.seconds * 1000);
  }
  return new Date(at);
}

/** Moves a day of the calendar; hours and zones play no part. */
function shift({ year, month, day }: Day, days: number): Day {
  const moved = new Date(Date.UTC(year, month - 1, day) + days * dayMs);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** A day such as "2026-11-16". */
function dayOf(text: string): Day {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return { year, month, day };
}

const isoDay = ({ year, month, day }: Day): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

function weekOf(day: Day, timeZone: string): Week {
  const weekday = (new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay() + 6) % 7;
  const monday = shift(day, -weekday);
  const next = shift(monday, 7);
  return {
    monday: isoDay(monday),
    sunday: isoDay(shift(monday, 6)),
    from: midnight(monday, timeZone),
    to: midnight(next, timeZone),
  };
}

/** A week from Monday 00:00 to the next, in the organisation's zone; 167 or 169 hours where clocks change. */
export type Week = Period & { monday: string; sunday: string };

/** The week that an instant lies in. */
export const weekAt = (at: Date, timeZone: string): Week =>
  weekOf(localParts(at, timeZone), timeZone);

/** A closed week: where it ended is where the next one begins. */
export type ClosedWeek = { monday: string; weekTo: Date };

/**
 * The week behind a closed one. It begins where that ended, also where the zone was changed since:
 * no moment is billed in two weeks, and none in no week.
 */
export const weekAfter = ({ monday, weekTo }: ClosedWeek, timeZone: string): Week => ({
  ...weekOf(shift(dayOf(monday), 7), timeZone),
  from: weekTo,
});

/** A week as it follows the last closed one. */
function following(week: Week, timeZone: string, last: ClosedWeek | undefined): Week {
  const next = last && weekAfter(last, timeZone);
  return next && week.monday === next.monday ? next : week;
}

/** The week that starts on a Monday such as "2026-11-16"; null for any other text. */
export function weekFrom(monday: string, timeZone: string, last?: ClosedWeek): Week | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(monday)) return null;
  const week = weekOf(dayOf(monday), timeZone);
  return week.monday === monday ? following(week, timeZone, last) : null;
}

/** The week that runs at an instant, given the last closed one: never a week that is closed. */
export function runningWeek(at: Date, timeZone: string, last: ClosedWeek | undefined): Week {
  const week = weekAt(at, timeZone);
  return last && week.monday <= last.monday
    ? weekAfter(last, timeZone)
    : following(week, timeZone, last);
}

/** The running week of an instant and those before it, newest first. */
export function recentWeeks(at: Date, timeZone: string, count: number, last?: ClosedWeek): Week[] {
  const { monday } = runningWeek(at, timeZone, last);
  return Array.from({ length: count }, (_, index) =>
    following(weekOf(shift(dayOf(monday), -7 * index), timeZone), timeZone, last),
  );
}

/** Days of the calendar, in the zone, that a period touches; `to` does not belong to it. */
export function daysTouched({ from, to }: Period, timeZone: string): number {
  if (to <= from) return 0;
  const day = (at: Date) => {
    const local = localParts(at, timeZone);
    return Date.UTC(local.year, local.month - 1, local.day) / dayMs;
  };
  return day(new Date(to.getTime() - 1)) - day(from) + 1;
}

/** The Sunday of the week that starts on a Monday, both as "2026-11-16". */
export const sundayOf = (monday: string): string =>
  new Date(Date.parse(monday) + 6 * dayMs).toISOString().slice(0, 10);
