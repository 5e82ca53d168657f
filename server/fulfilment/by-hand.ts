import { and, eq, inArray, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { shipment } from "@/db/schema/order-link";
import { ApiError, DomainError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import { ReconnectNeeded, withEtsy } from "@/server/integrations/connection";
import { defaultFulfilment, fulfilment } from "@/server/integrations/schema";
import type { OrderLinkRow } from "@/server/orders/order-link";
import { visibleOrderLink } from "@/server/orders/order-link";
import { act, dueAgain, requireHeld } from "@/server/orders/release";
import type { EnteredTracking } from "@/server/orders/schema";
import type { Scope } from "@/server/people/scope";
import type { ShipmentRow } from "./ledger";
import { forgetUntold, shows } from "./ledger";
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
      .onConflictDoUpdate({
        target: [shipment.orderLinkId, shipment.trackingKey],
        set: { state: "due" },
        setWhere: eq(shipment.state, "shown"),
      });
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
    const parcels = await tx.select().from(shipment).where(eq(shipment.orderLinkId, row.id));
    const untold = parcels.filter(({ state }) => state !== "told");
    const ours = untold.length < parcels.length;
    const [owner] = await tx
      .select({ fulfilment: integration.fulfilment })
      .from(integration)
      .where(eq(integration.id, row.integrationId));
    if (!fulfilment.catch(defaultFulfilment).parse(owner?.fulfilment).complete)
      throw new DomainError(
        "conflict",
        "This integration does not complete orders in Etsy. Switch that on under Fulfilment first.",
      );
    if (row.state !== "completed" || untold.length === 0 || !ours)
      throw new DomainError(
        "conflict",
        "Etsy knows every parcel of this order. Look at its state again.",
      );
    await tx
      .update(shipment)
      .set({ state: "due" })
      .where(and(eq(shipment.orderLinkId, row.id), eq(shipment.state, "shown")));
    return {
      values: dueAgain(row),
      events: [{ kind: "tracking.sent_on" }],
      audit: { trackingCodes: untold.map(({ trackingCode }) => trackingCode) },
    };
  });

/** The receipt as Etsy has it now; null where no shop is connected. @throws DomainError unavailable */
async function receiptNow({ integrationId, receiptId }: OrderLinkRow): Promise<Receipt | null> {
  const [owner] = await db()
    .select({ shopId: integration.etsyShopId })
    .from(integration)
    .where(eq(integration.id, integrationId));
  const shopId = owner?.shopId;
  if (!shopId) return null;
  try {
    return await withEtsy(
      integrationId,
      (etsy) => etsy.getReceipt(shopId, receiptId),
      "fulfilment",
    );
  } catch (error) {
    if (error instanceof ApiError || error instanceof ReconnectNeeded)
      throw new DomainError("unavailable", `Etsy could not be asked: ${error.message}`);
    throw error;
  }
}

/** What a receipt lacks that a person has to complete; null where it is done. Pure. */
export function lacks(receipt: Receipt | null, parcels: readonly ShipmentRow[]): string | null {
  if (!receipt?.isShipped)
    return "Etsy does not show this receipt as shipped yet. Complete it there first.";
  // Once a parcel of ours completed it, "shipped" says nothing of the others.
  const ours = parcels.some(({ state }) => state === "told");
  const missing = parcels.filter(
    (one) =>
      (one.state === "due" || one.state === "sending") &&
      one.trackingKey !== "" &&
      !shows(receipt, one),
  );
  if (!ours || missing.length === 0) return null;
  const codes = missing.map(({ trackingCode }) => trackingCode).join(", ");
  return `Etsy shows this receipt as shipped, but not with ${codes}. Add it there first, or dismiss the order.`;
}

/**
 * "Mark done": for a receipt that a person completed in Etsy. Etsy is asked first; while it does not
 * show the receipt as shipped, with every parcel where the others are ours, the order stays held.
 * @throws DomainError
 */
export async function markDoneByHand(
  scope: Scope,
  orderLinkId: string,
): Promise<{ verified: boolean; message: string }> {
  const row = await visibleOrderLink(scope, orderLinkId);
  requireHeld(row);
  if (!row.dispatchedAt)
    throw new DomainError("conflict", "Only a dispatched order can be marked done.");
  const receipt = await receiptNow(row);
  const parcels = await db().select().from(shipment).where(eq(shipment.orderLinkId, row.id));
  const message = lacks(receipt, parcels);
  if (message !== null) return { verified: false, message };
  await act(scope, orderLinkId, "order_link.done_by_hand", async (current, tx) => {
    requireHeld(current);
    const shown = parcels.filter((one) => receipt && one.trackingKey && shows(receipt, one));
    if (shown.length > 0)
      await tx
        .update(shipment)
        .set({ state: "told", toldAt: new Date() })
        .where(
          and(
            inArray(
              shipment.id,
              shown.map(({ id }) => id),
            ),
            ne(shipment.state, "told"),
          ),
        );
    await forgetUntold(tx, current.id);
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
