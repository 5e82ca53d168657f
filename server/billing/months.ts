import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { billedOrganisation } from "./access";
import type { Weeks } from "./closed";
import { closedByCustomer, closedSums, closedWeeks } from "./closed";
import { correctionsOf } from "./corrections";
import type { MonthInput } from "./schema";
import { shown, sumOf } from "./view";
import { weekAt } from "./weeks";

/** The weeks of a month such as "2026-11": those that begin in it. */
export const weeksOfMonth = (month: string): Weeks => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  // Day 0 of the month behind it is its last one: 29 in a leap February.
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { first: `${month}-01`, last };
};

const weekBefore = (day: string): string =>
  new Date(Date.parse(day) - 7 * 86_400_000).toISOString().slice(0, 10);

/** A currency's own sums: a price list may have changed the currency within the month. */
type Total = { currency: string; quantity: number; amountMinor: number; passOnMinor: number };

/**
 * The closed weeks that begin in a month, and what they add up to by customer, with their
 * corrections. Weeks that are not closed yet are left out and said to be.
 * @throws DomainError not_found for a month that has not begun, not_allowed
 */
export async function readMonth(scope: Scope, { month }: MonthInput) {
  const home = await billedOrganisation(scope);
  const span = weeksOfMonth(month);
  const running = weekAt(new Date(), home.timeZone);
  const over = running.monday > span.last;
  if (span.first > running.sunday) throw notFound("month");
  const [closed, sums, customers, corrections] = await Promise.all([
    closedWeeks(scope.organisationId, span),
    closedSums(scope, span),
    closedByCustomer(scope, span),
    correctionsOf(scope, span),
  ]);
  const sees = { costs: scope.role === "admin" };
  const currencyOf = new Map(closed.map(({ monday, currency }) => [monday, currency]));
  const totals = new Map<string, Total>();
  for (const part of [
    ...sums,
    ...corrections.map((correction) => ({ ...correction, quantity: 0 })),
  ]) {
    const currency = currencyOf.get(part.monday) ?? "";
    const before = totals.get(currency) ?? { currency, ...sumOf([]) };
    totals.set(currency, {
      currency,
      quantity: before.quantity + part.quantity,
      amountMinor: before.amountMinor + part.amountMinor,
      passOnMinor: before.passOnMinor + part.passOnMinor,
    });
  }
  return {
    organisationName: home.name,
    timeZone: home.timeZone,
    month,
    sees,
    over,
    /** Its last week is closed too, or none was closed yet: closing goes week by week. */
    complete:
      over && (closed.length === 0 || (closed.at(-1)?.monday ?? "") > weekBefore(span.last)),
    weeks: closed.map((head) => ({
      monday: head.monday,
      currency: head.currency,
      ...shown(sums.find(({ monday }) => monday === head.monday) ?? sumOf([]), sees),
    })),
    customers: customers.map((row) => {
      const own = sumOf(corrections.filter(({ customerId }) => customerId === row.customerId));
      return {
        ...shown(row, sees),
        corrected: shown({ amountMinor: own.amountMinor, passOnMinor: own.passOnMinor }, sees),
      };
    }),
    corrections: corrections.map((row) => shown(row, sees)),
    totals: [...totals.values()].map((total) => shown(total, sees)),
  };
}
