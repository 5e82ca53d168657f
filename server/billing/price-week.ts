import type { PassOnFrom } from "./pass-on";
import { passOnAt } from "./pass-on";
import { tiersAt } from "./price-book";
import type { PricedFrom, Statement, StatementLine, Usage } from "./price-usage";
import { priceUsage } from "./price-usage";
import type { Week } from "./weeks";
import { daysTouched } from "./weeks";

/** `days` of the week on which it was active; `passOnMinor` is what its customer is charged. */
export type BilledLine = StatementLine & { days: number; passOnMinor: number };
export type PricedWeek = Omit<Statement, "lines"> & { lines: BilledLine[] };

/** What prices a week beside its usage: the price book, the pass-on prices and the zone. */
export type Prices = {
  book: readonly PricedFrom[];
  passOn: readonly PassOnFrom[];
  timeZone: string;
};

/** The statement of a week as it is closed, and shown until then. Amounts in minor units. */
export function priceWeek(
  week: Week,
  usage: readonly Usage[],
  { book, passOn, timeZone }: Prices,
): PricedWeek {
  const statement = priceUsage(week, usage, tiersAt(book, week.monday));
  const own = new Map<string, number | null>();
  const wholeDays = daysTouched(week, timeZone);
  const lines = statement.lines.map((line) => {
    if (!own.has(line.customerId))
      own.set(line.customerId, passOnAt(passOn, line.customerId, week.monday));
    // A delete after the week belongs to a later one.
    const deletedAt = line.deletedAt && line.deletedAt < week.to ? line.deletedAt : null;
    const from = new Date(Math.max(+line.activatedAt, +week.from));
    // The calendar of a zone is slow to ask, and most lines have the whole week.
    const days =
      +from === +week.from && !deletedAt
        ? wholeDays
        : daysTouched({ from, to: deletedAt ?? week.to }, timeZone);
    return { ...line, deletedAt, days, passOnMinor: own.get(line.customerId) ?? line.amountMinor };
  });
  return { ...statement, lines };
}
