import { withinRowsOf } from "@/db/row-scope";
import { csvStream } from "@/server/csv-stream";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { billedOrganisation } from "./access";
import type { ClosedLine, LineKey, Weeks } from "./closed";
import { closedLines, closedWeeks, lastClosedWeek } from "./closed";
import { correctionsOf } from "./corrections";
import { weeksOfMonth } from "./months";
import { priceWeek } from "./price-week";
import { monthInput } from "./schema";
import { readPricing } from "./service";
import type { WeekHead } from "./statement-csv";
import { csvCorrection, csvHead, csvLine } from "./statement-csv";
import type { Week } from "./weeks";
import { weekFrom } from "./weeks";

/** Lines held in memory at once. */
const page = 1_000;

/** Closed lines page by page: however many there are, one page of them is in memory. */
async function* closedPages(scope: Scope, weeks: Weeks): AsyncGenerator<ClosedLine[]> {
  let after: LineKey | undefined;
  for (;;) {
    const lines = await closedLines(scope, weeks, { limit: page, after });
    if (lines.length > 0) yield lines;
    after = lines.at(-1);
    if (lines.length < page) return;
  }
}

async function* openPages(scope: Scope, week: Week, timeZone: string) {
  const { usage, book, passOn } = await readPricing(scope);
  const { lines, currency, tierFrom } = priceWeek(week, usage, { book, passOn, timeZone });
  const mine = lines
    .filter(({ customerId }) => scope.role === "admin" || scope.customerIds.includes(customerId))
    .map((line) => ({ ...line, monday: week.monday }));
  const head: WeekHead = { currency, tierFrom };
  for (let at = 0; at < mine.length; at += page) yield { head, lines: mine.slice(at, at + page) };
}

async function* csvOf(
  scope: Scope,
  weeks: Weeks,
  open?: { week: Week; timeZone: string },
): AsyncGenerator<string> {
  const sees = { costs: scope.role === "admin" };
  yield csvHead(sees);
  const closed = await closedWeeks(scope.organisationId, weeks);
  const heads = new Map<string, WeekHead>(closed.map((head) => [head.monday, head]));
  for await (const lines of closedPages(scope, weeks))
    yield lines
      .map((line) => csvLine(line, heads.get(line.monday) ?? { currency: "", tierFrom: 1 }, sees))
      .join("");
  const corrections = await correctionsOf(scope, weeks);
  yield corrections
    .map((row) => csvCorrection(row, heads.get(row.monday)?.currency ?? "", sees))
    .join("");
  if (open && !heads.has(open.week.monday))
    for await (const { head, lines } of openPages(scope, open.week, open.timeZone))
      yield lines.map((line) => csvLine(line, head, sees)).join("");
}

/**
 * A week as CSV, closed or not: a line for each integration, then its corrections.
 * @throws DomainError not_found for a week that has not begun or a day that is no Monday, not_allowed
 */
export async function exportWeek(scope: Scope, monday: string) {
  const { timeZone, last } = await withinRowsOf(scope, async () => ({
    ...(await billedOrganisation(scope)),
    last: await lastClosedWeek(scope.organisationId),
  }));
  const week = weekFrom(monday, timeZone, last);
  if (!week || week.from > new Date()) throw notFound("week");
  return csvStream(scope, csvOf(scope, { first: monday, last: monday }, { week, timeZone }));
}

/**
 * The closed weeks that begin in a month such as "2026-11" as CSV, then their corrections.
 * @throws DomainError not_found for what is no month, not_allowed
 */
export async function exportMonth(scope: Scope, month: string) {
  await withinRowsOf(scope, () => billedOrganisation(scope));
  if (!monthInput.safeParse({ month }).success) throw notFound("month");
  return csvStream(scope, csvOf(scope, weeksOfMonth(month)));
}
