import { carrierNames } from "./carriers";
import type { Mail, Receipt, Seller } from "./model";
import { goodsTotal } from "./model";
import type { World } from "./world";

export type ShipRequest = {
  code?: string;
  carrier?: string;
  note?: string;
  copyToSeller?: boolean;
  /** The body could not be read: Etsy then marks the receipt shipped and loses the tracking. */
  unreadable?: boolean;
};
export type ShipOutcome =
  | { ok: true; receipt: Receipt }
  | { ok: false; status: 400 | 403 | 409; error: string };

/** Orders inside the United States above this many cents need tracking. Fact: etsy §3.1. */
const US_TRACKING_ABOVE = 1000;

/**
 * What createReceiptShipment does: a shipment record, the receipt completed, an e-mail to the
 * buyer at every success. A carrier that Etsy does not know loses the tracking without an error.
 */
export function shipReceipt(
  world: World,
  seller: Seller,
  receipt: Receipt,
  request: ShipRequest,
): ShipOutcome {
  if (seller.access === "restricted") return { ok: false, status: 403, error: "Unauthorized" };
  if (receipt.status === "canceled" || !receipt.isPaid)
    return {
      ok: false,
      status: 409,
      error: `A receipt that is ${receipt.status} cannot be shipped`,
    };
  const refusal = request.unreadable ? null : trackingProblem(seller, receipt, request);
  if (refusal) return { ok: false, status: 400, error: refusal };
  const { code, carrier } = request;
  const repeated = receipt.shipments.some((shipment) => shipment.code === code);
  if (repeated && world.settings.get().repeatTracking === "conflict")
    return { ok: false, status: 409, error: "This tracking code is already on the receipt" };

  return world.store.batch(() => {
    const at = world.now();
    const kept = code && carrier && carrierNames.has(carrier.toLowerCase());
    const shipment = kept ? [{ id: world.nextId("shipment"), carrier, code, at }] : [];
    const shipped: Receipt = {
      ...receipt,
      status: "completed",
      isShipped: true,
      shippedAt: receipt.shippedAt ?? at,
      updatedAt: at,
      shipments: [...receipt.shipments, ...shipment],
      mails: [...receipt.mails, ...mailsAbout(seller, receipt, request, at)],
    };
    world.putReceipt(shipped);
    return { ok: true, receipt: shipped };
  });
}

function trackingProblem(seller: Seller, receipt: Receipt, request: ShipRequest): string | null {
  const { code, carrier } = request;
  if (code === "" || (!code && carrier)) return "A tracking number is required";
  if (carrier === "" || (code && !carrier)) return "A carrier name is required";
  if (code || receipt.lines.every((line) => line.digital)) return null;
  const domestic = seller.country === "US" && receipt.address.country === "US";
  const needed =
    (domestic && goodsTotal(receipt) > US_TRACKING_ABOVE) || receipt.address.country === "IN";
  return needed ? "A tracking number is required" : null;
}

function mailsAbout(seller: Seller, receipt: Receipt, request: ShipRequest, at: number): Mail[] {
  const parcel = request.code ? ` with ${request.carrier}, tracking ${request.code}` : "";
  const note = request.note ? `\n\n${request.note}` : "";
  const mail = {
    at,
    to: receipt.buyerEmail,
    subject: `Order ${receipt.id} is on its way`,
    text: `${seller.shopName} has sent your order${parcel}.${note}`,
  };
  return request.copyToSeller ? [mail, { ...mail, to: `${seller.login}@example.com` }] : [mail];
}
