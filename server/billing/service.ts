import { db } from "@/db/client";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { homeOf, ofAllCustomers, requireShown } from "./access";
import { activeOverTime } from "./active-over-time";
import { closedByCustomer, closedLines, closedSums, closedWeeks, lastClosedWeek } from "./closed";
import { correctionsOf } from "./corrections";
import { passOnPricesOf } from "./pass-on";
import { tiersAt } from "./price-book";
import type { Usage } from "./price-usage";
import type { Prices } from "./price-week";
import { priceWeek } from "./price-week";
import type { StatementInput } from "./schema";
import { priceBookOf } from "./tiers";
import { usageOf } from "./usage";
import { byCustomer, shown, sumOf } from "./view";
import type { Week } from "./weeks";
import { recentWeeks, weekFrom } from "./weeks";

/** Weeks that the page leads to. */
const shownWeeks = 12;
/** Lines of one page; the CSV has all. */
export const shownLines = 500;

/** A week that is not closed, priced with the volume of all customers; lines of the person's own. */
function openWeek(scope: Scope, week: Week, usage: readonly Usage[], prices: Prices) {
  const { lines, ...head } = priceWeek(week, usage, prices);
  const mine = lines.filter(
    ({ customerId }) => scope.role === "admin" || scope.customerIds.includes(customerId),
  );
  return { head, lines: mine, customers: byCustomer(mine), sums: sumOf(mine) };
}

async function closedWeek(scope: Scope, monday: string, skip: number) {
  const week = { first: monday, last: monday };
  const [lines, customers, [sums]] = await Promise.all([
    closedLines(scope, week, { limit: shownLines, skip }),
    closedByCustomer(scope, week),
    closedSums(scope, week),
  ]);
  return { lines, customers, sums: sums ?? sumOf([]) };
}

/**
 * The organisation, and what prices its weeks that are not closed: usage of all customers, of whom
 * only counts are told.
 */
export const readPricing = (scope: Scope) =>
  ofAllCustomers(scope, async () => {
    const { organisationId } = scope;
    const [home, last] = await Promise.all([homeOf(scope), lastClosedWeek(organisationId)]);
    const [usage, book, passOn] = await Promise.all([
      usageOf(organisationId, db(), last ? { from: last.weekTo } : {}),
      priceBookOf(organisationId),
      passOnPricesOf(organisationId),
    ]);
    return { home, last, usage, book, passOn };
  });

/**
 * The statement of one week, and the totals of the latest weeks to choose from. Prices follow the
 * whole organisation's volume; a customer user gets the lines of their own customers, at what those
 * are charged.
 * @throws DomainError not_found for a week that has not begun or a day that is no Monday, not_allowed
 */
export async function readStatement(scope: Scope, { monday, page = 1 }: StatementInput) {
  const { home, last, usage, book, passOn } = await readPricing(scope);
  requireShown(scope, home);
  const { timeZone } = home;
  const now = new Date();
  const recent = recentWeeks(now, timeZone, shownWeeks, last);
  const [running] = recent;
  const week = monday ? weekFrom(monday, timeZone, last) : running;
  if (!week || !running || week.from > now) throw notFound("week");

  const span = { first: recent.at(-1)?.monday ?? week.monday, last: running.monday };
  const one = { first: week.monday, last: week.monday };
  const skip = (page - 1) * shownLines;
  const [closed, sums, [head], corrections, corrected, active, asClosed] = await Promise.all([
    closedWeeks(scope.organisationId, span),
    closedSums(scope, span),
    closedWeeks(scope.organisationId, one),
    correctionsOf(scope, one),
    correctionsOf(scope, span),
    activeOverTime(scope, recentWeeks(now, timeZone, 26, last)),
    closedWeek(scope, week.monday, skip),
  ]);
  const prices = { book, passOn, timeZone };
  const sees = { costs: scope.role === "admin" };
  /** A week's currency, and its total with its corrections. */
  const totalOf = (of: Week) => {
    const own = sumOf(corrected.filter((row) => row.monday === of.monday));
    const done = closed.find((row) => row.monday === of.monday);
    const priced = done ? null : openWeek(scope, of, usage, prices);
    const lines = priced?.sums ?? sums.find((sum) => sum.monday === of.monday) ?? sumOf([]);
    return {
      currency: done?.currency ?? priced?.head.currency ?? "",
      ...shown(
        {
          amountMinor: lines.amountMinor + own.amountMinor,
          passOnMinor: lines.passOnMinor + own.passOnMinor,
        },
        sees,
      ),
    };
  };

  const open = head ? null : openWeek(scope, week, usage, prices);
  const {
    lines,
    customers,
    sums: total,
  } = open ? { ...open, lines: open.lines.slice(skip, skip + shownLines) } : asClosed;
  if (page > 1 && lines.length === 0) throw notFound("page");
  const price = head ?? open?.head;
  if (!price) throw notFound("week");
  return {
    organisationName: home.name,
    timeZone: head?.timeZone ?? timeZone,
    sees,
    week: {
      ...week,
      running: week.monday === running.monday,
      closedAt: head?.closedAt ?? null,
    },
    currency: price.currency,
    total: shown(total, sees),
    /** What the volume makes of the price; for admins. */
    price: sees.costs
      ? {
          unitPriceMinor: price.unitPriceMinor,
          listPriceMinor: price.listPriceMinor,
          tierFrom: price.tierFrom,
          discountMinor: total.quantity * (price.listPriceMinor - price.unitPriceMinor),
          tiers: tiersAt(book, week.monday),
        }
      : null,
    customers: customers.map((row) => shown(row, sees)),
    lines: lines.map((line) => shown(line, sees)),
    page,
    pages: Math.max(1, Math.ceil(total.quantity / shownLines)),
    /** Lines before those of the page. */
    skipped: skip,
    corrections: corrections.map((row) => shown(row, sees)),
    weeks: recent.map((of) => ({
      ...of,
      ...totalOf(of),
      running: of.monday === running.monday,
    })),
    active,
  };
}
