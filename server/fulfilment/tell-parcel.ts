import { and, eq, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { fromNow } from "@/db/from-now";
import { etsyConnection } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { ApiError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import { failpoint } from "@/server/failpoint";
import { withEtsy } from "@/server/integrations/connection";
import type { Attempt, Claim } from "@/server/orders/claim";
import { finish, leaseMs, notDue } from "@/server/orders/claim";
import type { HoldReason } from "@/server/orders/words";
import type { ShipmentRow, Work } from "./ledger";
import { markTold, shows } from "./ledger";

/** Ends an attempt with what a person has to answer. */
export const hold = (claim: Claim, reason: HoldReason, detail: Record<string, unknown> = {}) =>
  finish(claim, { state: "held", holdReason: reason, reasonDetail: detail }, null, {
    kind: "hold",
    data: { reason, ...detail },
  });

/** Etsy was not told of this parcel, so that it is told yet. */
export const setDue = (parcel: ShipmentRow) =>
  db().update(shipment).set({ state: "due" }).where(eq(shipment.id, parcel.id));

/** What Etsy's answer says about the app's right to complete this seller's receipts. */
const noteTrackingAllowed = ({ integration }: Claim, trackingAllowed: "yes" | "no") =>
  db()
    .update(etsyConnection)
    .set({ trackingAllowed })
    .where(
      and(
        eq(etsyConnection.integrationId, integration.id),
        ne(etsyConnection.trackingAllowed, trackingAllowed),
      ),
    );

/** Tells Etsy one parcel; null when it is told, else how the attempt ends. @throws ApiError, ReconnectNeeded */
export async function tell(work: Work, parcel: ShipmentRow): Promise<Attempt | null> {
  const { row, settings, shopId } = work;
  // From this commit on the buyer may have been e-mailed: the receipt is read before any repeat.
  const mine = await db().transaction(async (tx) => {
    const [own] = await tx
      .update(orderLink)
      .set({ leaseUntil: fromNow(leaseMs) })
      .where(and(eq(orderLink.id, row.id), eq(orderLink.attempts, row.attempts)))
      .returning({ id: orderLink.id });
    if (!own) return false;
    await tx
      .update(shipment)
      .set({ state: "sending", sentAt: new Date() })
      .where(eq(shipment.id, parcel.id));
    return true;
  });
  if (!mine) return notDue;
  if (FAILPOINTS) failpoint("shipment.sent.before");
  let answer: Receipt;
  const post: { is: "not sent" | "unclear" | "refused" } = { is: "not sent" };
  try {
    answer = await withEtsy(
      work.integration.id,
      async (etsy) => {
        post.is = "unclear";
        try {
          return await etsy.createReceiptShipment(shopId, row.receiptId, {
            ...(parcel.trackingKey && parcel.etsyCarrierName
              ? { trackingCode: parcel.trackingCode, carrierName: parcel.etsyCarrierName }
              : {}),
            noteToBuyer: settings.noteToBuyer,
            sendBcc: settings.copyToSeller,
          });
        } catch (error) {
          if (error instanceof ApiError && !error.effectUnknown) post.is = "refused";
          throw error;
        }
      },
      "fulfilment",
    );
  } catch (error) {
    if (post.is === "unclear") throw error;
    // Refused, or without access not even sent: Etsy did nothing and mailed no one.
    await setDue(parcel);
    if (!(error instanceof ApiError) || post.is === "not sent" || error.passing) throw error;
    if (error.status === 403) {
      await noteTrackingAllowed(work, "no");
      return hold(work, "tracking_refused", {
        trackingCode: parcel.trackingCode,
        carrier: parcel.carrier,
      });
    }
    const required = /tracking number is required/i.test(error.message);
    return hold(work, required ? "tracking_required" : "etsy_refused", { message: error.message });
  }
  if (FAILPOINTS) failpoint("shipment.sent.after");
  // From here on Etsy took the parcel: a reading that fails leaves it as sent.
  if (!shows(answer, parcel)) {
    const again = await readReceipt(work);
    if (again && !shows(again, parcel))
      return hold(work, "tracking_lost", { trackingCode: parcel.trackingCode });
  }
  await markTold(work, parcel, "parcel.told");
  if (FAILPOINTS) failpoint("shipment.saved.after");
  await noteTrackingAllowed(work, "yes");
  return null;
}

/** The receipt as Etsy has it now; null where it is gone. @throws ApiError, ReconnectNeeded */
export async function readReceipt({ integration, shopId, row }: Work): Promise<Receipt | null> {
  try {
    return await withEtsy(
      integration.id,
      (etsy) => etsy.getReceipt(shopId, row.receiptId),
      "fulfilment",
    );
  } catch (error) {
    if (error instanceof ApiError && error.kind === "refused" && error.status === 404) return null;
    throw error;
  }
}
