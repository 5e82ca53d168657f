import type { Consignment } from "@/server/cartoncloud/wire";
import type { Receipt } from "@/server/etsy/wire";

/** What counts as the same parcel: the tracking number without case, spaces and dashes. */
export const trackingKey = (code: string): string => code.toUpperCase().replace(/[\s-]/g, "");

export type Parcel = {
  consignmentId: string | null;
  trackingCode: string;
  trackingKey: string;
  carrier: string | null;
};

/** What goes to the buyer: goods that come back have a number too, which is no parcel of theirs. */
const goesOut = ({ status, type }: Consignment) => status !== "CANCELLED" && type !== "RETURNED";

/** A tracking number has a digit; without one it is what a warehouse writes where there is none yet, such as "-" or "N/A". */
const numberOf = ({ trackingCode }: Consignment) =>
  trackingCode !== null && /\d/.test(trackingCode) ? trackingCode : null;

/** One parcel per tracking number of the live consignments; empty where none has tracking yet. */
export function parcelsOf(consignments: readonly Consignment[]): Parcel[] {
  const parcels = new Map<string, Parcel>();
  for (const consignment of consignments.filter(goesOut)) {
    const trackingCode = numberOf(consignment);
    if (trackingCode === null) continue;
    const { id, carrier } = consignment;
    const key = trackingKey(trackingCode);
    if (!parcels.has(key))
      parcels.set(key, { consignmentId: id, trackingCode, trackingKey: key, carrier });
  }
  return [...parcels.values()];
}

/** Live consignments that carry no tracking number yet. */
export const withoutCode = (consignments: readonly Consignment[]): number =>
  consignments.filter((one) => goesOut(one) && numberOf(one) === null).length;

/** Whether Etsy shows a parcel on the receipt already. */
export const isTold = (receipt: Receipt, key: string): boolean =>
  receipt.shipments.some(({ trackingCode }) => trackingCode && trackingKey(trackingCode) === key);

/**
 * Whether Etsy refuses to complete the receipt without tracking: US domestic orders over 10 USD,
 * and anything to India (etsy/open-api#451, #589).
 */
export function trackingRequired(receipt: Receipt, shopCountry: string | null): boolean {
  if (receipt.countryIso === "IN") return true;
  const { total } = receipt;
  const dear = total?.currency !== "USD" || total.minor / total.divisor > 10;
  return receipt.countryIso === "US" && shopCountry === "US" && dear;
}
