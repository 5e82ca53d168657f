import { and, eq, ne } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { orderLink, shipment } from "@/db/schema/order-link";
import type { Receipt } from "@/server/etsy/wire";
import type { Fulfilment } from "@/server/integrations/schema";
import type { Claim } from "@/server/orders/claim";
import type { OrderLinkRow } from "@/server/orders/order-link";
import { recordOrderLinkEvents } from "@/server/orders/order-link";
import { mapCarrier } from "./map-carrier";
import type { Parcel } from "./parcels";
import { isTold } from "./parcels";

export type ShipmentRow = typeof shipment.$inferSelect;
export type Work = Claim & { shopId: number; settings: Fulfilment };

/** The parcels of the ledger, with those that CartonCloud shows now added. */
export async function ledger(work: Work, parcels: readonly Parcel[]): Promise<ShipmentRow[]> {
  await addParcels(db(), work.row, work.settings, parcels);
  return db()
    .select()
    .from(shipment)
    .where(eq(shipment.orderLinkId, work.row.id))
    .orderBy(shipment.createdAt, shipment.trackingKey);
}

/** Adds parcels that the ledger lacks, due to be told. @returns those that it lacked */
export async function addParcels(
  tx: Queryable,
  link: Pick<OrderLinkRow, "id" | "organisationId">,
  { carriers }: Fulfilment,
  parcels: readonly Parcel[],
): Promise<ShipmentRow[]> {
  if (parcels.length === 0) return [];
  return tx
    .insert(shipment)
    .values(
      parcels.map((parcel) => ({
        organisationId: link.organisationId,
        orderLinkId: link.id,
        ...parcel,
        etsyCarrierName: parcel.trackingCode
          ? mapCarrier(parcel.carrier, parcel.trackingCode, carriers).etsyCarrierName
          : null,
      })),
    )
    .onConflictDoNothing({ target: [shipment.orderLinkId, shipment.trackingKey] })
    .returning();
}

/** Takes parcels off the ledger that Etsy is not to be told of: a person completed the receipt. */
export async function forgetUntold(tx: Queryable, orderLinkId: string): Promise<void> {
  await tx
    .delete(shipment)
    .where(and(eq(shipment.orderLinkId, orderLinkId), ne(shipment.state, "told")));
}

export async function markTold(
  { row }: Claim,
  parcel: ShipmentRow,
  kind: "parcel.told" | "parcel.found",
) {
  await inTransaction(async (tx) => {
    // The link before its parcels, as whoever acts on an order locks them.
    await tx
      .select({ id: orderLink.id })
      .from(orderLink)
      .where(eq(orderLink.id, row.id))
      .for("key share");
    const told = await tx
      .update(shipment)
      .set({ state: "told", toldAt: new Date() })
      .where(and(eq(shipment.id, parcel.id), eq(shipment.organisationId, row.organisationId)))
      .returning({ id: shipment.id });
    if (told.length > 0)
      await recordOrderLinkEvents(tx, [
        {
          organisationId: row.organisationId,
          orderLinkId: row.id,
          kind,
          data: {
            trackingCode: parcel.trackingCode,
            carrier: parcel.carrier,
            etsyCarrierName: parcel.etsyCarrierName,
          },
        },
      ]);
  });
}

export const shows = (receipt: Receipt, parcel: ShipmentRow) =>
  parcel.trackingKey === "" ? receipt.isShipped : isTold(receipt, parcel.trackingKey);

/**
 * The ledger after what Etsy shows: parcels that it knows are told. What it was not told yet gives
 * way: a completion without tracking to tracking that has come since, and a number that CartonCloud
 * has taken back or corrected (`inCartonCloud`: the ones that it shows now) to what stands there.
 */
export async function reconcile(
  work: Work,
  parcels: readonly ShipmentRow[],
  receipt: Receipt,
  inCartonCloud: readonly Parcel[],
): Promise<ShipmentRow[]> {
  const current = new Set(inCartonCloud.map(({ trackingKey }) => trackingKey));
  const takenBack = ({ consignmentId, trackingKey }: ShipmentRow) =>
    consignmentId !== null && trackingKey !== "" && !current.has(trackingKey);
  const tracked = parcels.some((one) => one.trackingKey !== "" && !takenBack(one));
  for (const parcel of parcels) {
    if (parcel.state === "told") continue;
    // A due completion without tracking that Etsy shows shipped was done by hand.
    const mayBeOurs = parcel.trackingKey !== "" || parcel.state === "sending";
    if (mayBeOurs && shows(receipt, parcel)) await markTold(work, parcel, "parcel.found");
    else if (takenBack(parcel) || (parcel.trackingKey === "" && tracked))
      await db().delete(shipment).where(eq(shipment.id, parcel.id));
  }
  return ledger(work, []);
}
