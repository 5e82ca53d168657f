import { DomainError } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { billedOrganisation } from "./access";
import { closedLines, closedWeeks } from "./closed";
import { compareInvoice } from "./compare-invoice";
import { correctionsOf } from "./corrections";
import { readInvoice } from "./invoice";
import type { ReconcileInput } from "./schema";

/** Lines of one statement that an invoice is compared with. */
const most = 100_000;

/**
 * Compares the lines of CartonCloud's invoice with a closed week, its corrections included. Nothing
 * of it is kept.
 * @throws DomainError conflict for a week that is not closed, invalid for a text that cannot be read
 */
export async function reconcile(scope: Scope, { monday, csv }: ReconcileInput) {
  await billedOrganisation(scope);
  const week = { first: monday, last: monday };
  const invoice = readInvoice(csv);
  const [[head], lines, corrections] = await Promise.all([
    closedWeeks(scope.organisationId, week),
    closedLines(scope, week, { limit: most }),
    correctionsOf(scope, week),
  ]);
  if (!head)
    throw new DomainError("conflict", "This week is not closed yet. Compare it when it is.");
  const { currency } = head;
  // Amounts of another currency add up to nothing with these.
  const ours = invoice.filter((line) => !line.currency || line.currency === currency);
  const corrected = new Map<string, number>();
  for (const { integrationId, amountMinor } of corrections)
    corrected.set(integrationId, (corrected.get(integrationId) ?? 0) + amountMinor);
  const statement = lines.map((line) => ({
    integrationId: line.integrationId,
    integrationName: line.integrationName,
    customerName: line.customerName,
    amountMinor: line.amountMinor + (corrected.get(line.integrationId) ?? 0),
  }));
  const sum = (amounts: number[]) => amounts.reduce((total, one) => total + one, 0);
  return {
    ...compareInvoice(statement, invoice, { monday, currency }),
    currency,
    expectedMinor: sum(statement.map(({ amountMinor }) => amountMinor)),
    invoicedMinor: sum(ours.map(({ amountMinor }) => amountMinor)),
  };
}
