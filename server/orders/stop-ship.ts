import type { Transaction } from "@/db/client";
import type { Receipt } from "@/server/etsy/wire";
import { notify } from "@/server/notifications/notify";
import type { OrderLinkEventInput, OrderLinkRow } from "./order-link";

/** Etsy's status of a receipt whose order has to be stopped. */
type Stopped = Pick<Receipt, "status">;

/** What is told of a receipt that Etsy answers 404 for, as it has done for canceled ones. */
export const noLongerThere: Stopped = { status: "No longer there" };

/** The columns of a link whose receipt is canceled, refunded or gone although its order exists. */
export const stopColumns = ({ status }: Stopped) => ({
  stopShipAt: new Date(),
  stopShipReason: status.toLowerCase(),
});

export const stopEvent = ({ status }: Stopped): OrderLinkEventInput => ({
  kind: "stop_ship",
  data: { status },
});

/** Has people told by mail, once for a link, in the transaction that flags it. */
export const tellStop = (
  tx: Transaction,
  row: Pick<OrderLinkRow, "id" | "organisationId" | "integrationId" | "receiptId">,
  { status }: Stopped,
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
