import { checkDispatches } from "./check-dispatches";
import { closeBilling } from "./close-billing";
import { createOutboundOrders } from "./create-outbound-orders";
import { deliverDueMails } from "./deliver-mails";
import { erasePersonalData } from "./erase-personal-data";
import { fulfilReceipt } from "./fulfil-receipt";
import { pullReceipts } from "./pull-receipts";
import { readChangedOrder } from "./read-changed-order";
import { refreshConnections } from "./refresh-connections";
import { sweep } from "./sweep";
import { syncCatalogue } from "./sync-catalogue";
import { watchSilence } from "./watch-silence";

export const functions = [
  sweep,
  pullReceipts,
  createOutboundOrders,
  checkDispatches,
  readChangedOrder,
  fulfilReceipt,
  refreshConnections,
  syncCatalogue,
  deliverDueMails,
  erasePersonalData,
  watchSilence,
  closeBilling,
];
