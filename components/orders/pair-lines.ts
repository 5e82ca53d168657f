import type { RouterOutputs } from "@/server/trpc/types";

type Receipt = NonNullable<RouterOutputs["orders"]["get"]["receipt"]>;
type Order = NonNullable<RouterOutputs["orders"]["outboundOrder"]>;
export type ReceiptLine = Receipt["lines"][number];
export type OrderItem = NonNullable<Order["items"]>[number];

export type LinePair = { line: ReceiptLine | null; item: OrderItem | null };

/**
 * The lines of a receipt, each beside its item of the outbound order: by product code, one of the
 * same quantity first. Items that no line asked for come last. Pure.
 */
export function pairLines(lines: readonly ReceiptLine[], items: readonly OrderItem[]): LinePair[] {
  const left = [...items];
  const take = (fits: (item: OrderItem) => boolean) => {
    const index = left.findIndex(fits);
    return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
  };
  const pairs = lines.map((line): LinePair => {
    const code = line.isDigital ? null : line.productCode;
    const item = code
      ? take((one) => one.productCode === code && one.quantity === line.quantity)
      : null;
    return { line, item };
  });
  for (const pair of pairs) {
    const code = pair.line?.isDigital ? null : pair.line?.productCode;
    if (!pair.item && code) pair.item = take((one) => one.productCode === code);
  }
  return [...pairs, ...left.map((item) => ({ line: null, item }))];
}
