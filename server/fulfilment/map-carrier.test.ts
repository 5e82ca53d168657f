import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { etsyCarriers } from "./etsy-carriers";
import { mapCarrier } from "./map-carrier";
import { trackingKey } from "./parcels";

describe("a carrier as CartonCloud writes it", () => {
  it("finds every carrier of Etsy by name and by label", () => {
    for (const { carrierName, label } of etsyCarriers)
      for (const written of [carrierName, label, label.toUpperCase()])
        expect(mapCarrier(written, "X", [])).toEqual({
          etsyCarrierName: carrierName,
          how: "exact",
        });
    expect(etsyCarriers.length).toBe(248);
  });

  it.each([
    ["AusPost", "X", "australia-post", "alias"],
    ["FedEx Ground", "X", "fedex", "alias"],
    ["StarTrack", "X", "star-track", "exact"],
    [null, "1Z999AA10123456784", "ups", "tracking_number"],
    ["My courier", "9400 1000 0000 0000 0000 00", "usps", "tracking_number"],
    ["Bob's bikes", "B-1", "other", "unknown"],
    [null, "B-1", "other", "unknown"],
  ])("%s with %s is %s by %s", (carrier, code, etsyCarrierName, how) => {
    const mapped = mapCarrier(carrier, code, []);
    expect(mapped.etsyCarrierName).toBe(etsyCarrierName);
    if (how !== "exact") expect(mapped.how).toBe(how);
  });

  it("follows the integration's own mapping first", () => {
    const own = [{ carrier: "aus post", etsyCarrierName: "aramex" }];
    expect(mapCarrier("AusPost", "X", own)).toEqual({
      etsyCarrierName: "aramex",
      how: "integration",
    });
  });

  const contract = "../shared/contracts/etsy-carriers.tsv";
  it.skipIf(!existsSync(contract))("knows exactly the carriers of the contract", () => {
    const named = readFileSync(contract, "utf8").trim().split("\n").slice(1);
    const names = named.map((line) => line.split("\t")[1]);
    expect(etsyCarriers.map(({ carrierName }) => carrierName)).toEqual(names);
  });
});

describe("a tracking number", () => {
  it("is the same parcel whatever its case, spaces and dashes", () => {
    expect(trackingKey("ap 123-456")).toBe(trackingKey("AP123456"));
  });
});
