import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { orderLink, shipment } from "@/db/schema/order-link";
import type { Receipt } from "@/server/etsy/wire";
import { failpoint } from "@/server/failpoint";
import type { Fulfilment } from "@/server/integrations/schema";
import type { Claim } from "@/server/orders/claim";
import type { OrderLinkRow } from "@/server/orders/order-link";
import { recordOrderLinkEvents } from "@/server/orders/order-link";
import { mapCarrier } from "./map-carrier";
import type { Parcel } from "./parcels";
import { isTold } from "./parcels";

export type ShipmentRow = typeof shipment.$inferSelect;
export type Work = Claim & { shopId: number; settings: Fulfilment };

/**
 * The parcels of the ledger, with those that CartonCloud shows now added. What is due takes its carrier
 * as CartonCloud and the integration's mapping have it now.
 */
export async function ledger(work: Work, parcels: readonly Parcel[]): Promise<ShipmentRow[]> {
  await addParcels(db(), work.row, work.settings, parcels, "due");
  const rows = await db()
    .select()
    .from(shipment)
    .where(eq(shipment.orderLinkId, work.row.id))
    .orderBy(shipment.createdAt, shipment.trackingKey);
  return Promise.all(rows.map((row) => withCarrierOfNow(row, work.settings, parcels)));
}

async function withCarrierOfNow(
  row: ShipmentRow,
  { carriers }: Fulfilment,
  parcels: readonly Parcel[],
): Promise<ShipmentRow> {
  if (row.state !== "due" || row.trackingKey === "") return row;
  const shown = parcels.find(({ trackingKey }) => trackingKey === row.trackingKey);
  // What a person entered keeps the carrier that they wrote.
  const carrier = row.consignmentId !== null && shown ? shown.carrier : row.carrier;
  const { etsyCarrierName } = mapCarrier(carrier, row.trackingCode, carriers);
  if (carrier === row.carrier && etsyCarrierName === row.etsyCarrierName) return row;
  const now = { carrier, etsyCarrierName };
  await db().update(shipment).set(now).where(eq(shipment.id, row.id));
  return { ...row, ...now };
}

/** Adds parcels that the ledger lacks, in this state. @returns those that it lacked */
export async function addParcels(
  tx: Queryable,
  link: Pick<OrderLinkRow, "id" | "organisationId">,
  { carriers }: Fulfilment,
  parcels: readonly Parcel[],
  state: "due" | "shown",
): Promise<ShipmentRow[]> {
  if (parcels.length === 0) return [];
  return tx
    .insert(shipment)
    .values(
      parcels.map((parcel) => ({
        organisationId: link.organisationId,
        orderLinkId: link.id,
        ...parcel,
        state,
        etsyCarrierName: parcel.trackingCode
          ? mapCarrier(parcel.carrier, parcel.trackingCode, carriers).etsyCarrierName
          : null,
      })),
    )
    .onConflictDoNothing({ target: [shipment.orderLinkId, shipment.trackingKey] })
    .returning();
}

/**
 * Takes parcels off the ledger that Etsy is not to be told of: a person completed the receipt, or
 * completing is switched off. What is only shown stays, or it would be found as new.
 */
export async function forgetUntold(tx: Queryable, orderLinkId: string): Promise<void> {
  await tx
    .delete(shipment)
    .where(and(eq(shipment.orderLinkId, orderLinkId), inArray(shipment.state, ["due", "sending"])));
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
    if (FAILPOINTS) failpoint("shipment.saved.before");
  });
}

export const shows = (receipt: Receipt, parcel: ShipmentRow) =>
  parcel.trackingKey === "" ? receipt.isShipped : isTold(receipt, parcel.trackingKey);

/**
 * Which parcels Etsy is not to be told of any more: a number that CartonCloud has taken back or
 * corrected (`inCartonCloud`: the ones that it shows now), and a completion without tracking where
 * tracking has come since. Pure.
 */
export function superseded(
  parcels: readonly ShipmentRow[],
  inCartonCloud: readonly Parcel[],
): (parcel: ShipmentRow) => boolean {
  const current = new Set(inCartonCloud.map(({ trackingKey }) => trackingKey));
  const takenBack = ({ consignmentId, trackingKey }: ShipmentRow) =>
    consignmentId !== null && trackingKey !== "" && !current.has(trackingKey);
  const tracked = parcels.some((one) => one.trackingKey !== "" && !takenBack(one));
  return (parcel) => takenBack(parcel) || (parcel.trackingKey === "" && tracked);
}

/**
 * The ledger after what Etsy shows: parcels that it knows are told, and those that are superseded and
 * were never sent are off it.
 */
export async function reconcile(
  work: Work,
  parcels: readonly ShipmentRow[],
  receipt: Receipt,
  isSuperseded: (parcel: ShipmentRow) => boolean,
): Promise<ShipmentRow[]> {
  for (const parcel of parcels) {
    if (parcel.state === "told") continue;
    // A due completion without tracking that Etsy shows shipped was done by hand.
    const mayBeOurs = parcel.trackingKey !== "" || parcel.state === "sending";
    if (mayBeOurs && shows(receipt, parcel)) await markTold(work, parcel, "parcel.found");
    else if (parcel.state !== "sending" && isSuperseded(parcel))
      await db().delete(shipment).where(eq(shipment.id, parcel.id));
  }
  return ledger(work, []);
}
