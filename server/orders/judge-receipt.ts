import type { Receipt } from "@/server/etsy/wire";
import { classifyReceipt, isCanceled, isRefunded } from "./classify-receipt";
import type { OrderLinkRow } from "./order-link";
import type { HoldReason } from "./words";

/** Holds that a change in Etsy may have answered. */
const answeredByEtsy = new Set<HoldReason>([
  "address_missing",
  "address_incomplete",
  "sku_missing",
  "sku_unknown",
  "status_unknown",
  "quantity_zero",
  "no_lines",
]);

/** The columns of the state that a receipt alone calls for, before any rule or outbound order. */
export function verdictColumns(receipt: Receipt, importSince: Date | null) {
  const verdict = classifyReceipt(receipt, importSince ? +importSince / 1000 : 0);
  const none = { holdReason: null, skipReason: null, reasonDetail: null };
  if (verdict.kind === "skip")
    return { ...none, state: "skipped" as const, skipReason: verdict.reason };
  if (verdict.kind === "hold")
    return {
      ...none,
      state: "held" as const,
      holdReason: verdict.reason,
      reasonDetail: verdict.detail,
    };
  return { ...none, state: "received" as const };
}

export type Verdict = ReturnType<typeof verdictColumns>;

/** What of an order link decides what a new reading of its receipt means. */
export type KnownLink = Pick<
  OrderLinkRow,
  | "createSentAt"
  | "dispatchedAt"
  | "holdReason"
  | "outboundOrderId"
  | "personalDataErasedAt"
  | "receiptStatus"
  | "receiptUpdatedAt"
  | "skipReason"
  | "state"
  | "stopShipAt"
>;

/** Whether the outbound order was made, or may have been. */
export const isMade = (row: Pick<OrderLinkRow, "createSentAt" | "outboundOrderId">): boolean =>
  row.createSentAt !== null || row.outboundOrderId !== null;

/** Whether the receipt of a link that has no outbound order yet may be judged anew. */
function open(row: KnownLink): boolean {
  if (isMade(row)) return false;
  if (row.state === "received") return true;
  if (row.state === "skipped")
    return row.skipReason !== "dismissed" && row.skipReason !== "left_out";
  return row.state === "held";
}

/**
 * What a reading of a known receipt does to its order link.
 * same    it is as it was last read, or its personal data is erased and no warehouse has its order
 * judged  its order is not made yet: the link takes the state that the receipt calls for now
 * stored  only the receipt is stored; what the link waits for is not answered by it
 * noted   the order was, or may have been, made, or the receipt is left out for good: that picture
 *         stays, only Etsy's state is noted
 * stop    as noted, and a receipt with an order is canceled or refunded for the first time
 */
export type Reading =
  | { kind: "judged"; verdict: Verdict }
  | { kind: "same" | "stored" | "noted" | "stop" };

export function judgeKnown(row: KnownLink, receipt: Receipt, importSince: Date | null): Reading {
  // A page that was fetched before, and stored after, another reading brings old news.
  const ahead = receipt.updatedAt * 1000 - row.receiptUpdatedAt.getTime();
  const changed = ahead > 0 || (ahead === 0 && receipt.status !== row.receiptStatus);
  // What waits at the warehouse is still to be stopped there, whoever it is for.
  const over = !open(row) && (!isMade(row) || row.dispatchedAt !== null);
  if (!changed || (row.personalDataErasedAt && over)) return { kind: "same" };
  if (open(row)) {
    const verdict = verdictColumns(receipt, importSince);
    const wasAnswered = row.state !== "held" || answeredByEtsy.has(row.holdReason as HoldReason);
    return verdict.state !== "received" || wasAnswered
      ? { kind: "judged", verdict }
      : { kind: "stored" };
  }
  const stop = isMade(row) && (isCanceled(receipt) || isRefunded(receipt)) && !row.stopShipAt;
  return { kind: stop ? "stop" : "noted" };
}
