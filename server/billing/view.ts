import type { BilledLine } from "./price-week";

/**
 * A line as a person sees it. `amountMinor` is what the organisation pays and `passOnMinor` what it
 * charges, for an admin; a customer user gets what they are charged as the amount, and no second one.
 */
export type ShownLine = Omit<BilledLine, "passOnMinor"> & { passOnMinor: number | null };

type Amounts = { amountMinor: number; passOnMinor: number };

/** Whether a person sees what the organisation pays, and so its margin, or only what is charged. */
export type Sees = { costs: boolean };

/** Hides from a customer user what the organisation pays. */
export const shown = <Row extends Amounts>(
  row: Row,
  { costs }: Sees,
): Omit<Row, "passOnMinor"> & { passOnMinor: number | null } =>
  costs ? row : { ...row, amountMinor: row.passOnMinor, passOnMinor: null };

/** The sums of lines. */
export const sumOf = (lines: readonly Amounts[]): Amounts & { quantity: number } => ({
  quantity: lines.length,
  amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  passOnMinor: lines.reduce((sum, { passOnMinor }) => sum + passOnMinor, 0),
});

/** Lines by customer, in the order in which the customers first appear. */
export function byCustomer(lines: readonly BilledLine[]) {
  const groups = new Map<string, BilledLine[]>();
  for (const line of lines) {
    const own = groups.get(line.customerId);
    if (own) own.push(line);
    else groups.set(line.customerId, [line]);
  }
  return [...groups].map(([customerId, own]) => ({
    customerId,
    customerName: own[0]?.customerName ?? "",
    ...sumOf(own),
  }));
}
