import type { Receipt } from "@/server/etsy/wire";
import { isCanceled, isRefunded } from "./classify-receipt";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";
import { openEditedReceipt } from "./order-link";
import { editsOf } from "./receipt-edits";
import { noLongerThere, stopColumns, stopEvent } from "./stop-ship";
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

const flag = (current: OrderLinkRow, stopped: Pick<Receipt, "status"> | null) =>
  stopped && !current.stopShipAt
    ? { values: stopColumns(stopped), events: [stopEvent(stopped)], stop: stopped }
    : { values: {}, events: [], stop: null };

/**
 * What the reading that an attempt went by says of a receipt whose order exists, by the link as it is
 * now: an edit since the order was sent, and for the first time that it is canceled, refunded or
 * gone (`receipt` null; `stop`, whom to tell is the caller's). A reading older than what is known
 * says nothing.
 */
export function newsOf(
  current: OrderLinkRow,
  receipt: Receipt | null,
): {
  values: Partial<OrderLinkRow>;
  events: OrderLinkEventInput[];
  stop: Pick<Receipt, "status"> | null;
} {
  if (!receipt) return flag(current, noLongerThere);
  const state = noted(current, receipt);
  if (!state) return flag(current, null);
  const edit = editNews(current, receipt);
  const { values, events, stop } = flag(
    current,
    isCanceled(receipt) || isRefunded(receipt) ? receipt : null,
  );
  return {
    values: { ...state, ...edit?.values, ...values },
    events: [...(edit ? [edit.event] : []), ...events],
    stop,
  };
}
