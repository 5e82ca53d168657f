import type { Receipt } from "@/server/etsy/wire";
import { isCanceled, isRefunded } from "./classify-receipt";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";
import { openEditedReceipt } from "./order-link";
import { editsOf } from "./receipt-edits";
import { stopColumns, stopEvent } from "./stop-ship";
import { watchEdits } from "./watch-edits";

/** Etsy's state by a reading, unless a newer one is known already. */
export const noted = (current: OrderLinkRow, receipt: Receipt | null) =>
  receipt && receipt.updatedAt * 1000 >= +current.receiptUpdatedAt
    ? {
        receiptStatus: receipt.status,
        receiptUpdatedAt: new Date(receipt.updatedAt * 1000),
      }
    : null;

/** An edit that is known is taken back only by a reading of the very same edit: an order that carries it. */
function editNews(current: OrderLinkRow, receipt: Receipt) {
  const news = watchEdits(current, receipt);
  const known = openEditedReceipt(current);
  const takenBack = news?.event.kind === "receipt.unedited";
  return takenBack && known && editsOf(known, receipt) ? null : news;
}

/**
 * What the reading that an attempt went by says of a receipt whose order exists, by the link as it is
 * now: an edit since the order was sent, and a first cancelation or refund (`stop`, whom to tell is
 * the caller's). A reading older than what is known says nothing.
 */
export function newsOf(
  current: OrderLinkRow,
  receipt: Receipt | null,
): { values: Partial<OrderLinkRow>; events: OrderLinkEventInput[]; stop: Receipt | null } {
  const state = noted(current, receipt);
  if (!receipt || !state) return { values: {}, events: [], stop: null };
  const edit = editNews(current, receipt);
  const stops = (isCanceled(receipt) || isRefunded(receipt)) && !current.stopShipAt;
  return {
    values: { ...state, ...edit?.values, ...(stops ? stopColumns(receipt) : {}) },
    events: [...(edit ? [edit.event] : []), ...(stops ? [stopEvent(receipt)] : [])],
    stop: stops ? receipt : null,
  };
}
