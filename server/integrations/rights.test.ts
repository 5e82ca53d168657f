import { describe, expect, it } from "vitest";
import { readReceipt } from "@/server/etsy/fixtures";
import { addressesOn, rightsOf } from "./rights";

const scopes = ["transactions_r", "transactions_w", "shops_r"];
const states = (connection: Parameters<typeof rightsOf>[0]) =>
  rightsOf(connection).map(({ state }) => state);

describe("the verdict on a connection", () => {
  it("says what is granted, what is refused and what is not known yet", () => {
    expect(states({ scopes, addressVisible: "yes", trackingAllowed: "unknown" })).toEqual([
      "yes",
      "yes",
      "unknown",
    ]);
    expect(states({ scopes, addressVisible: "no", trackingAllowed: "no" })).toEqual([
      "yes",
      "no",
      "no",
    ]);
  });

  it("names what the owner did not grant, and what to do", () => {
    const [access] = rightsOf({
      scopes: ["shops_r", "transactions_r", "email_r"],
      addressVisible: "unknown",
      trackingAllowed: "unknown",
    });
    expect(access?.state).toBe("no");
    expect(access?.words).toContain("complete orders");
    expect(access?.words).toContain("Connect the shop again");
    expect(access?.words).not.toContain("see the shop");
  });
});

describe("whether Etsy shows addresses", () => {
  const shown = readReceipt({});
  const withheld = readReceipt({ first_line: null, city: null, zip: null });

  it("is seen on one receipt that has one", () => {
    expect(addressesOn([withheld, shown])).toBe("yes");
    expect(addressesOn([withheld])).toBe("no");
  });

  it("is not told by receipts that need none", () => {
    expect(addressesOn([])).toBe("unknown");
    expect(addressesOn([{ ...withheld, isPaid: false }])).toBe("unknown");
    expect(addressesOn([{ ...withheld, status: "canceled" }])).toBe("unknown");
  });
});
