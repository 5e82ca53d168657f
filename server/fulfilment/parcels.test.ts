import { describe, expect, it } from "vitest";
import { consignment } from "@/server/cartoncloud/wire";
import type { Receipt } from "@/server/etsy/wire";
import { parcelsOf, trackingRequired, withoutCode } from "./parcels";

const shown = (type: string, tracking: string | null, status = "IN_WAREHOUSE") =>
  consignment.parse({
    id: crypto.randomUUID(),
    status,
    references: { tracking },
    details: { type, tracking: { companyName: "DHL" } },
  });

describe("the parcels of an order", () => {
  const consignments = [
    shown("WAREHOUSE_FULFILMENT", "JD 01"),
    shown("DELIVERY", "jd-01"),
    shown("RETURNED", "BACK1"),
    shown("DELIVERY", "JD02", "CANCELLED"),
    shown("RETURNED", null),
    shown("DELIVERY", null),
  ];
  it("are its numbers, each once, without what was canceled or comes back", () => {
    expect(parcelsOf(consignments).map(({ trackingCode }) => trackingCode)).toEqual(["JD 01"]);
    expect(withoutCode(consignments)).toBe(1);
  });
});

describe("what a warehouse writes where there is no number yet", () => {
  it.each(["-", "—", "n/a", "TBA", "  "])("%s is no parcel, and is waited for", (written) => {
    const consignments = [shown("DELIVERY", written), shown("DELIVERY", "JD 01")];
    expect(parcelsOf(consignments).map(({ trackingCode }) => trackingCode)).toEqual(["JD 01"]);
    expect(withoutCode(consignments)).toBe(1);
  });
});

describe("Etsy demands tracking", () => {
  const receipt = (countryIso: string | null, minor: number, currency = "USD") =>
    ({ countryIso, total: { minor, divisor: 100, currency } }) as Receipt;

  it.each([
    ["for India, whatever it cost", receipt("IN", 1), "AU", true],
    ["within the United States above 10 USD", receipt("US", 1001), "US", true],
    ["not within the United States at 10 USD", receipt("US", 1000), "US", false],
    ["within the United States in another currency", receipt("US", 500, "CAD"), "US", true],
    ["not from abroad into the United States", receipt("US", 9000), "AU", false],
    ["not where the shop's country is not known", receipt("US", 9000), null, false],
    ["not for anywhere else", receipt("DE", 9000), "US", false],
    ["not where Etsy withholds the country", receipt(null, 9000), "US", false],
  ])("%s", (_, one, shopCountry, required) => {
    expect(trackingRequired(one, shopCountry)).toBe(required);
  });
});
