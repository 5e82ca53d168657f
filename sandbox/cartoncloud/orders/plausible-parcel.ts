import type { Order } from "@/sandbox/cartoncloud/world/records";
import { countryOf } from "./address";

/** A carrier and a number that fit the order's destination, always the same for the same order and place. */
export function plausibleParcel(order: Order, place = 0) {
  const country = countryOf(order.input.details.deliver.address.country)?.iso2Code;
  const digits = String(order.number * 10 + place).padStart(10, "0");
  if (country === "US") {
    const tracking = `940011189922${digits}`;
    return label(
      "USPS",
      tracking,
      `https://tools.usps.com/go/TrackConfirmAction?tLabels=${tracking}`,
    );
  }
  if (country === "AU") {
    const tracking = `33ABC${digits}`;
    return label(
      "Australia Post",
      tracking,
      `https://auspost.com.au/mypost/track/details/${tracking}`,
    );
  }
  if (country === "GB") {
    const tracking = `AB${digits.slice(-9)}GB`;
    return label("Royal Mail", tracking, `https://www.royalmail.com/track-your-item#/${tracking}`);
  }
  return label("DHL", digits, `https://www.dhl.com/en/express/tracking.html?AWB=${digits}`);
}

function label(carrier: string, tracking: string, url: string) {
  return { carrier, tracking, url };
}
