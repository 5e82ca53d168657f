import type { Transaction } from "@/db/client";
import type { Receipt } from "@/server/etsy/wire";
import { notify } from "@/server/notifications/notify";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";

/** The columns of a link whose receipt is canceled or refunded although its order exists. */
export const stopColumns = (receipt: Receipt) => ({
  stopShipAt: new Date(),
  stopShipReason: receipt.status.toLowerCase(),
});

export const stopEvent = ({ status }: Receipt): OrderLinkEventInput => ({
  kind: "stop_ship",
  data: { status },
});

/** Has people told by mail, once for a link, in the transaction that flags it. */
export const tellStop = (
  tx: Transaction,
  row: Pick<OrderLinkRow, "id" | "organisationId" | "integrationId" | "receiptId">,
  { status }: Receipt,
  orderNumber: string | null,
): Promise<boolean> =>
  notify(tx, {
    organisationId: row.organisationId,
    integrationId: row.integrationId,
    kind: "stop_ship",
    data: {
      orderLinkId: row.id,
      receiptId: row.receiptId,
      status,
      ...(orderNumber ? { orderNumber } : {}),
    },
    occurrence: `stop_ship:${row.id}`,
  });
