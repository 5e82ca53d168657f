import type { CronFields } from "./cron-fields";
import { parseCronFields } from "./cron-fields";

const MINUTE_MS = 60_000;
// The longest gap between two 29 Februaries is eight years.
const HORIZON_MS = 9 * 366 * 86_400_000;

/** A schedule. `next` gives the first time (ms, UTC) later than the given one. */
export type Cron = { source: string; next(afterMs: number): number };

type LocalTime = { minute: number; hour: number; day: number; month: number; weekDay: number };

/**
 * Reads a cron schedule of five fields, optionally behind `TZ=Area/City `; without it in UTC.
 * When both the day of the month and the day of the week are restricted, either may match.
 * @throws Error with a sentence when it cannot be read or never comes.
 */
export function parseCron(source: string): Cron {
  const match = /^\s*(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/.exec(source);
  try {
    const fields = parseCronFields(match?.[2] ?? "");
    const readLocal = localTimeIn(match?.[1] ?? "UTC");
    const next = (afterMs: number) => findNext(fields, readLocal, afterMs);
    next(Date.now());
    return { source, next };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The cron schedule ${JSON.stringify(source)} is refused: ${why}. Write five fields, such as "TZ=Australia/Sydney 30 6 * * 1-5".`,
    );
  }
}

function findNext(fields: CronFields, readLocal: (ms: number) => LocalTime, afterMs: number) {
  let at = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS;
  while (at < afterMs + HORIZON_MS) {
    const local = readLocal(at);
    const hourMatches = dayMatches(fields, local) && fields.hours.has(local.hour);
    if (hourMatches && fields.minutes.has(local.minute)) return at;
    // Whole hours are skipped and never whole days: days of 23 and 25 hours exist.
    at += (hourMatches ? 1 : 60 - local.minute) * MINUTE_MS;
  }
  throw new Error("it never comes");
}

function dayMatches({ months, monthDays, weekDays }: CronFields, local: LocalTime): boolean {
  if (!months.has(local.month)) return false;
  if (monthDays && weekDays) return monthDays.has(local.day) || weekDays.has(local.weekDay);
  if (monthDays) return monthDays.has(local.day);
  return weekDays ? weekDays.has(local.weekDay) : true;
}

function localTimeIn(timeZone: string): (ms: number) => LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  return (ms) => {
    const parts = Object.fromEntries(
      format.formatToParts(ms).map((p) => [p.type, Number(p.value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
    const weekDay = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    return { minute, hour, day, month, weekDay };
  };
}
