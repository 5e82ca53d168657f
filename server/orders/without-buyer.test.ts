import { expect, it } from "vitest";
import { readReceipt } from "@/server/etsy/fixtures";
import { withoutBuyer } from "./without-buyer";

const receipt = { ...readReceipt(), name: "Noor (Haddad)", firstLine: "12 Elm St.", zip: "3000" };
const message = "The address 12 ELM ST. of Noor (Haddad) is not served; see https://x.test.";

it("H102: takes what is quoted of the buyer out of every sentence of another system", () => {
  const { values, events } = withoutBuyer(
    {
      values: {
        state: "held",
        lastError: message,
        reasonDetail: { status: 400, messages: [message] },
      },
      events: [{ kind: "hold", data: { reason: "refused", message } }, { kind: "released" }],
    },
    { receipt, address: null },
  );
  const said = "The address [buyer's data] of [buyer's data] is not served; see https://x.test.";
  expect(values).toEqual({
    state: "held",
    lastError: said,
    reasonDetail: { status: 400, messages: [said] },
  });
  expect(events).toEqual([
    { kind: "hold", data: { reason: "refused", message: said } },
    { kind: "released" },
  ]);
});

it("leaves facts of our own as they are, and texts that are too short to be meant", () => {
  const outcome = {
    values: { reasonDetail: { skus: [{ sku: "12 Elm St.", title: "Bo" }] }, lastError: "Bob, Bo" },
    events: [],
  };
  expect(withoutBuyer(outcome, { receipt: { ...receipt, name: "Bo" }, address: null })).toEqual(
    outcome,
  );
});
