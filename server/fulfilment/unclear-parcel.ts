import type { Receipt } from "@/server/etsy/wire";
import type { ShipmentRow } from "./ledger";

/** A parcel whose post had no clear answer is posted again only when Etsy has not shown it by then. */
const repeatAfterMs = 120_000;

export type Unclear = { kind: "wait"; waitMs: number } | { kind: "lost" } | { kind: "repeat" };

/**
 * What to do about a parcel that was sent, and that the receipt does not show. Pure.
 * wait    Etsy may show it yet
 * lost    Etsy took a post and lost its number: another one would e-mail the buyer again
 * repeat  it was never taken
 */
export function judgeUnclear(
  parcel: Pick<ShipmentRow, "sentAt">,
  parcels: readonly Pick<ShipmentRow, "state" | "trackingKey">[],
  receipt: Pick<Receipt, "isShipped" | "shipments">,
  now: Date,
): Unclear {
  const told = parcels.filter(({ state }) => state === "told");
  const unnamed = receipt.shipments.filter(({ trackingCode }) => !trackingCode).length;
  const ownUnnamed = told.filter(({ trackingKey }) => trackingKey === "").length;
  if (receipt.isShipped && (told.length === 0 || unnamed > ownUnnamed)) return { kind: "lost" };
  const waitMs = +(parcel.sentAt ?? 0) + repeatAfterMs - +now;
  return waitMs > 0 ? { kind: "wait", waitMs } : { kind: "repeat" };
}
