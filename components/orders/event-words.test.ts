import { expect, it } from "vitest";
import { eventWords } from "./event-words";

const system = (kind: string, data: Record<string, unknown> = {}) =>
  eventWords({ kind, data, userName: null });
const mina = (kind: string, data: Record<string, unknown> = {}) =>
  eventWords({ kind, data, userName: "Mina" });

it("names the person who did it", () => {
  expect(mina("address.entered")).toBe("Mina entered the address.");
  expect(mina("warehouse.chosen", { warehouseName: "Sydney" })).toBe(
    "Mina chose the warehouse Sydney.",
  );
  expect(mina("order.adopted")).toMatch(/^Mina took over/);
  expect(system("order.adopted")).toMatch(/^The outbound order was there already/);
});

it("says why an order is held, skipped or dismissed", () => {
  expect(system("hold", { reason: "refused", message: "Bad postcode." })).toBe(
    "Held: CartonCloud refused the order: Bad postcode.",
  );
  expect(system("skipped", { reason: "digital" })).toBe("Not imported: digital items only.");
  expect(mina("skipped", { reason: "dismissed", why: "A test order" })).toBe(
    "Mina dismissed it: A test order.",
  );
});

it("tells a parcel with and without its carrier and tracking", () => {
  expect(system("parcel.told", { trackingCode: "AP1", carrier: "Australia Post" })).toBe(
    "Etsy was told of the parcel AP1 with Australia Post.",
  );
  expect(system("parcel.found", { trackingCode: "AP1" })).toContain("AP1 already");
  expect(system("parcel.told", { trackingCode: "" })).toContain("without tracking");
});

it("calls a line without an SKU by its listing", () => {
  expect(mina("sku.bound", { sku: "listing:81|Size=L", productCode: "MUG" })).toBe(
    "Mina chose the product code MUG for listing 81, Size=L.",
  );
});

it("has a neutral sentence for a kind and a reason that it does not know", () => {
  expect(system("moon.phase_changed")).toBe("Noted: moon phase changed.");
  expect(system("hold", { reason: "new_reason" })).toBe("Held: it waits for a person.");
});

it("leaves nothing open where an event carries no data", () => {
  for (const kind of ["receipt.stored", "receipt.changed", "error.retry", "create.unclear"])
    expect(system(kind)).not.toMatch(/undefined|null|: \.| {2}/);
});
