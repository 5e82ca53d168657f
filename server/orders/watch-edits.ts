import type { Receipt } from "@/server/etsy/wire";
import { isMade } from "./judge-receipt";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";
import { openEditedReceipt, openStoredReceipt, sealEditedReceipt } from "./order-link";
import { editsOf } from "./receipt-edits";

/**
 * What a reading of a receipt changes about what is known of its edits, while its order waits at the
 * warehouse; null where that is nothing new. The order itself is left alone.
 */
export function watchEdits(
  row: OrderLinkRow,
  receipt: Receipt,
): {
  values: Pick<OrderLinkRow, "editedReceiptSealed" | "editedAt">;
  event: OrderLinkEventInput;
} | null {
  const stored = openStoredReceipt(row);
  if (!isMade(row) || !stored || row.dispatchedAt || row.state === "completed") return null;
  const edits = editsOf(stored, receipt);
  const known = openEditedReceipt(row);
  if (!edits)
    return known
      ? {
          values: { editedReceiptSealed: null, editedAt: null },
          event: { kind: "receipt.unedited" },
        }
      : null;
  if (known && !editsOf(known, receipt)) return null;
  return {
    values: { editedReceiptSealed: sealEditedReceipt(row.id, receipt), editedAt: new Date() },
    event: { kind: "receipt.edited", data: { address: edits.address, lines: edits.lines.length } },
  };
}
