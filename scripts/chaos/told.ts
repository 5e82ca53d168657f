import type { Exchange } from "./snapshot-shape";

type Told = { receipt_id?: unknown; status?: unknown; is_shipped?: unknown };

function receiptsIn({ route, status, response }: Exchange): Told[] {
  if (!/\/receipts(\/\{receipt_id\})?$/.test(route) || status !== 200) return [];
  if (!response || typeof response !== "object") return [];
  const { results } = response as { results?: unknown };
  return Array.isArray(results) ? results : [response as Told];
}

/** The journal without the last page that was read before each of these moments (ISO 8601). */
export function withoutPages(journal: readonly Exchange[], lost: readonly string[]): Exchange[] {
  const gone = lost.map((moment) =>
    journal.findLast(({ route, at }) => route.endsWith("/receipts") && at <= moment),
  );
  return journal.filter((exchange) => !gone.includes(exchange));
}

/** What Etsy said about a receipt in its last answer before a moment (ISO 8601); answers too long to keep are not known. */
export function lastTold(
  journal: readonly Exchange[],
  receiptId: string,
  before: string,
): Told | undefined {
  return journal
    .filter(({ at }) => at < before)
    .flatMap(receiptsIn)
    .findLast((one) => String(one.receipt_id) === receiptId);
}
