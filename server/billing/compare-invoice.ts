import type { InvoiceLine } from "./invoice";

/** What a week's statement says of one integration, corrections included, in minor units. */
export type Expected = {
  integrationId: string;
  integrationName: string;
  customerName: string;
  amountMinor: number;
};

export type Comparison = {
  matched: (Expected & { invoicedMinor: number })[];
  /** Billed by both, with another amount. */
  different: (Expected & { invoicedMinor: number })[];
  /** On the statement, not on the invoice. */
  missing: Expected[];
  /** On the invoice, not on the statement; `why` in words. */
  extra: (InvoiceLine & { why: string })[];
};

const same = (text: string): string =>
  text.normalize("NFKC").replace(/^'/, "").replace(/\s+/g, " ").trim().toLowerCase();

/**
 * Compares an invoice with a week's statement. A line is found by the integration's id, else by its
 * name and customer; several lines of one integration count together.
 */
export function compareInvoice(
  statement: readonly Expected[],
  invoice: readonly InvoiceLine[],
  monday: string,
): Comparison {
  const invoiced = new Map<string, number>();
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
    const found = line.monday && line.monday !== monday ? "It is of another week." : find(line);
    if (typeof found === "string") extra.push({ ...line, why: found });
    else
      invoiced.set(
        found.integrationId,
        (invoiced.get(found.integrationId) ?? 0) + line.amountMinor,
      );
  }
  const both = statement.flatMap((line) => {
    const invoicedMinor = invoiced.get(line.integrationId);
    return invoicedMinor === undefined ? [] : [{ ...line, invoicedMinor }];
  });
  return {
    matched: both.filter((line) => line.invoicedMinor === line.amountMinor),
    different: both.filter((line) => line.invoicedMinor !== line.amountMinor),
    missing: statement.filter((line) => !invoiced.has(line.integrationId)),
    extra,
  };
}
