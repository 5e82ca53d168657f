import { and, eq, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { shipment } from "@/db/schema/order-link";
import { ApiError, DomainError } from "@/server/errors";
import { ReconnectNeeded, withEtsy } from "@/server/integrations/connection";
import { fulfilment } from "@/server/integrations/schema";
import { visibleOrderLink } from "@/server/orders/order-link";
import { act, dueAgain, requireHeld } from "@/server/orders/release";
import type { EnteredTracking } from "@/server/orders/schema";
import type { Scope } from "@/server/people/scope";
import { mapCarrier } from "./map-carrier";
import { trackingKey } from "./parcels";

/** Gives a dispatched order the tracking that CartonCloud lacks, and lets it go on. @throws DomainError */
export const enterTracking = (scope: Scope, orderLinkId: string, tracking: EnteredTracking) =>
  act(scope, orderLinkId, "order_link.tracking_entered", async (row, tx) => {
    requireHeld(row, "tracking_missing", "tracking_required");
    const [owner] = await tx
      .select({ fulfilment: integration.fulfilment })
      .from(integration)
      .where(eq(integration.id, row.integrationId));
    const own = fulfilment.safeParse(owner?.fulfilment);
    const carrier = mapCarrier(
      tracking.carrier,
      tracking.trackingCode,
      own.success ? own.data.carriers : [],
    );
    // A completion without tracking that never went out gives way to this one.
    await tx
      .delete(shipment)
      .where(
        and(
          eq(shipment.orderLinkId, row.id),
          eq(shipment.trackingKey, ""),
          ne(shipment.state, "told"),
        ),
      );
    await tx
      .insert(shipment)
      .values({
        organisationId: row.organisationId,
        orderLinkId: row.id,
        trackingCode: tracking.trackingCode,
        trackingKey: trackingKey(tracking.trackingCode),
        carrier: tracking.carrier,
        etsyCarrierName: carrier.etsyCarrierName,
      })
      .onConflictDoNothing({ target: [shipment.orderLinkId, shipment.trackingKey] });
    return {
      values: dueAgain(row),
      events: [
        {
          kind: "tracking.entered",
          data: { ...tracking, etsyCarrierName: carrier.etsyCarrierName },
        },
        { kind: "released" },
      ],
      audit: { ...tracking },
    };
  });

/**
 * Has Etsy told of tracking that came after the receipt was completed and was only shown so far; Etsy
 * e-mails the buyer. @throws DomainError conflict where there is none
 */
export const tellLaterParcels = (scope: Scope, orderLinkId: string) =>
  act(scope, orderLinkId, "order_link.later_tracking_told", async (row, tx) => {
    const untold = await tx
      .select({ trackingCode: shipment.trackingCode })
      .from(shipment)
      .where(and(eq(shipment.orderLinkId, row.id), eq(shipment.state, "due")));
    if (row.state !== "completed" || untold.length === 0)
      throw new DomainError(
        "conflict",
        "Etsy knows every parcel of this order. Look at its state again.",
      );
    return {
      values: dueAgain(row),
      events: [{ kind: "tracking.sent_on" }],
      audit: { trackingCodes: untold.map(({ trackingCode }) => trackingCode) },
    };
  });

/** Whether Etsy shows the receipt of a held order as shipped. @throws DomainError unavailable */
async function shippedInEtsy(integrationId: string, receiptId: string): Promise<boolean> {
  const [owner] = await db()
    .select({ shopId: integration.etsyShopId })
    .from(integration)
    .where(eq(integration.id, integrationId));
  const shopId = owner?.shopId;
  if (!shopId) return false;
  try {
    const receipt = await withEtsy(
      integrationId,
      (etsy) => etsy.getReceipt(shopId, receiptId),
      "fulfilment",
    );
    return receipt.isShipped;
  } catch (error) {
    if (error instanceof ApiError || error instanceof ReconnectNeeded)
      throw new DomainError("unavailable", `Etsy could not be asked: ${error.message}`);
    throw error;
  }
}

/**
 * "Mark done": for a receipt that a person completed in Etsy. Etsy is asked first; while it does not
 * show the receipt as shipped, the order stays held. @throws DomainError
 */
export async function markDoneByHand(
  scope: Scope,
  orderLinkId: string,
): Promise<{ verified: boolean; message: string }> {
  const row = await visibleOrderLink(scope, orderLinkId);
  requireHeld(row);
  if (!row.dispatchedAt)
    throw new DomainError("conflict", "Only a dispatched order can be marked done.");
  if (!(await shippedInEtsy(row.integrationId, row.receiptId)))
    return {
      verified: false,
      message: "Etsy does not show this receipt as shipped yet. Complete it there first.",
    };
  await act(scope, orderLinkId, "order_link.done_by_hand", async (current) => {
    requireHeld(current);
    return {
      values: {
        state: "completed",
        completedAt: new Date(),
        holdReason: null,
        reasonDetail: null,
        nextAttemptAt: null,
      },
      events: [{ kind: "done_by_hand" }, { kind: "completed", data: { byHand: true } }],
    };
  });
  return { verified: true, message: "Etsy shows the receipt as shipped. Done." };
}
