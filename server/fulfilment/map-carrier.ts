import type { Fulfilment } from "@/server/integrations/schema";
import { etsyCarriers } from "./etsy-carriers";

export type MappedCarrier = {
  etsyCarrierName: string;
  how: "integration" | "exact" | "alias" | "tracking_number" | "unknown";
};

/** Letters and digits only, so that "Australia Post", "australia-post" and "AUSTRALIAPOST" are one. */
const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

const ownNames = new Set(etsyCarriers.map(({ carrierName }) => carrierName));

/** A name that people know comes before a carrier_name that another carrier is known by: "PostNord" is `danmark-post`. */
const exact = new Map([
  ...etsyCarriers.map(({ carrierName }) => [plain(carrierName), carrierName] as const),
  ...etsyCarriers.map(({ carrierName, label }) => [plain(label), carrierName] as const),
]);

/** Names that warehouses write and Etsy's list lacks. */
const aliases = new Map(
  Object.entries({
    auspost: "australia-post",
    eparcel: "australia-post",
    startrackexpress: "star-track",
    startrack: "star-track",
    couriersplease: "couriers-please",
    dhlexpress: "dhl",
    dhlecommerce: "dhl-global-mail-asia",
    deutschepost: "deutsch-post",
    fedexexpress: "fedex",
    fedexground: "fedex",
    upsground: "ups",
    unitedparcelservice: "ups",
    unitedstatespostalservice: "usps",
    uspostalservice: "usps",
    royalmail24: "royal-mail",
    royalmail48: "royal-mail",
    parcelforce: "parcel-force",
    nzpost: "new-zealand-post",
    evri: "hermes",
    myhermes: "hermes",
    canadapost: "canada-post",
  }),
);

/** Tracking numbers that no other carrier uses. */
const numbers: readonly (readonly [RegExp, string])[] = [
  [/^1Z[0-9A-Z]{16}$/, "ups"],
  [/^(94|93|92|95)\d{20}$/, "usps"],
];

/**
 * Etsy's carrier_name for a carrier as CartonCloud writes it: the integration's own mapping, then
 * Etsy's list, then known other spellings, then the shape of the tracking number; else `other`,
 * which is what Etsy takes for a carrier that it does not know (etsy/open-api#135).
 */
export function mapCarrier(
  carrier: string | null,
  trackingCode: string,
  own: Fulfilment["carriers"],
): MappedCarrier {
  const name = plain(carrier ?? "");
  const chosen = own.find((one) => plain(one.carrier) === name);
  if (chosen && name) return { etsyCarrierName: chosen.etsyCarrierName, how: "integration" };
  const listed = carrier !== null && ownNames.has(carrier) ? carrier : exact.get(name);
  if (listed) return { etsyCarrierName: listed, how: "exact" };
  const alias = aliases.get(name);
  if (alias) return { etsyCarrierName: alias, how: "alias" };
  const code = trackingCode.toUpperCase().replace(/[\s-]/g, "");
  const shape = numbers.find(([pattern]) => pattern.test(code));
  if (shape) return { etsyCarrierName: shape[1], how: "tracking_number" };
  return { etsyCarrierName: "other", how: "unknown" };
}
