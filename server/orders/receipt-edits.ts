import type { Receipt, ReceiptLine } from "@/server/etsy/wire";

export type ReceiptEdits = {
  /** Whether name or address differ. */
  address: boolean;
  /** Lines whose quantity differs; 0 where the line is not on that side. */
  lines: { title: string; before: number; after: number }[];
};

const addressOf = ({ name, firstLine, secondLine, city, state, zip, countryIso }: Receipt) =>
  [name, firstLine, secondLine, city, state, zip, countryIso].map((part) => part?.trim() ?? "");

const keyOf = (line: ReceiptLine, index: number) => line.transactionId ?? `${index}`;

function lineEdits(before: Receipt, after: Receipt): ReceiptEdits["lines"] {
  const now = new Map(after.lines.map((line, index) => [keyOf(line, index), line]));
  const changed = before.lines.flatMap((line, index) => {
    const same = now.get(keyOf(line, index));
    now.delete(keyOf(line, index));
    const quantity = same?.quantity ?? 0;
    return quantity === line.quantity
      ? []
      : [{ title: line.title, before: line.quantity, after: quantity }];
  });
  const added = [...now.values()].map(({ title, quantity }) => ({
    title,
    before: 0,
    after: quantity,
  }));
  return [...changed, ...added];
}

/**
 * What someone changed on a receipt that the warehouse would have to know; null where nothing is.
 * An address that Etsy does not show any more is no change of it.
 */
export function editsOf(before: Receipt, after: Receipt): ReceiptEdits | null {
  const was = addressOf(before);
  const address = Boolean(after.firstLine) && addressOf(after).some((part, at) => part !== was[at]);
  const lines = after.lines.length > 0 ? lineEdits(before, after) : [];
  return address || lines.length > 0 ? { address, lines } : null;
}
