import type { InvoiceLine } from "./invoice";
import { sundayOf } from "./weeks";

/** The closed week that an invoice is compared with. */
export type BilledWeek = { monday: string; currency: string };

/** What a week's statement says of one integration, corrections included, in minor units. */
export type Expected = {
  integrationId: string;
  integrationName: string;
  customerName: string;
  amountMinor: number;
};

/** What an invoice says of it: the sum, and in how many lines. */
type Invoiced = { invoicedMinor: number; invoicedLines: number };

export type Comparison = {
  matched: (Expected & Invoiced)[];
  /** Billed by both, with another amount. */
  different: (Expected & Invoiced)[];
  /** On the statement, not on the invoice. */
  missing: Expected[];
  /** On the invoice, not on the statement; `why` in words. In whatever currency the line is. */
  extra: (InvoiceLine & { why: string })[];
};

const same = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/(^|[;\t]\s*)'/g, "$1")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** Why a line cannot be of the week's statement, whatever it is about. */
function alien({ day, currency }: InvoiceLine, week: BilledWeek): string | null {
  if (day && (day < week.monday || day > sundayOf(week.monday))) return "It is of another week.";
  return currency && currency !== week.currency
    ? `It is in ${currency}, and the statement in ${week.currency}.`
    : null;
}

/**
 * Compares an invoice with a week's statement. A line is found by the integration's id, else by its
 * name and customer; several lines of one integration count together.
 */
export function compareInvoice(
  statement: readonly Expected[],
  invoice: readonly InvoiceLine[],
  week: BilledWeek,
): Comparison {
  const invoiced = new Map<string, Invoiced>();
  const extra: Comparison["extra"] = [];
  const byId = new Map(statement.map((line) => [line.integrationId, line]));
  const byName = new Map<string, Expected[]>();
  for (const line of statement) {
    const name = same(line.integrationName);
    byName.set(name, [...(byName.get(name) ?? []), line]);
  }
  const find = ({ integration, customer }: InvoiceLine): Expected | string => {
    const known = byId.get(same(integration));
    if (known) return known;
    const named = (byName.get(same(integration)) ?? []).filter(
      (line) => customer === null || same(line.customerName) === same(customer),
    );
    const [first, second] = named;
    if (!first) return "No integration of the statement is called so.";
    return second ? "Several integrations are called so. Add the customer or the id." : first;
  };
  for (const line of invoice) {
    const found = alien(line, week) ?? find(line);
    if (typeof found === "string") extra.push({ ...line, why: found });
    else {
      const before = invoiced.get(found.integrationId);
      invoiced.set(found.integrationId, {
        invoicedMinor: (before?.invoicedMinor ?? 0) + line.amountMinor,
        invoicedLines: (before?.invoicedLines ?? 0) + 1,
      });
    }
  }
  const both = statement.flatMap((line) => {
    const of = invoiced.get(line.integrationId);
    return of ? [{ ...line, ...of }] : [];
  });
  return {
    matched: both.filter((line) => line.invoicedMinor === line.amountMinor),
    different: both.filter((line) => line.invoicedMinor !== line.amountMinor),
    missing: statement.filter((line) => !invoiced.has(line.integrationId)),
    extra,
  };
}
