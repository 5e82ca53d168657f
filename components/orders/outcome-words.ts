type Outcome = { done: number; moved: number; erased: number; left: number };

/** "1 order", "12 orders". */
export const orders = (count: number): string =>
  count === 1 ? "1 order" : `${count.toLocaleString("en")} orders`;

const of = (count: number, one: string, many: string) =>
  count > 0 ? [`${orders(count)} ${count === 1 ? one : many}.`] : [];

/** What became of many orders: what happened, what did not and why, and what waits still. */
export function outcomeWords(
  { done, moved, erased, left }: Outcome,
  what: { one: string; many: string },
): string {
  return [
    ...(done > 0 ? of(done, what.one, what.many) : ["No order was moved."]),
    ...of(moved, "had moved on in the meantime", "had moved on in the meantime"),
    ...of(
      erased,
      "cannot be tried again: its personal data is erased",
      "cannot be tried again: their personal data is erased",
    ),
    ...of(left, "waits still", "wait still"),
  ].join(" ");
}

/** The same for an answer about an SKU. */
export function boundWords(outcome: { released: number; waiting: number; left: number }): string {
  return [
    ...(outcome.released + outcome.waiting > 0
      ? of(outcome.released, "goes on", "go on")
      : ["The product code is remembered; no order waited for it."]),
    ...of(outcome.waiting, "still waits for another SKU", "still wait for another SKU"),
    ...of(outcome.left, "waits for it still: answer again", "wait for it still: answer again"),
  ].join(" ");
}
