import { describe, expect, it } from "vitest";
import { actionsOf, bulkActionsOf } from "./hold-actions";
import type { HoldReason } from "./schema";
import { holdReasons, isHoldReason } from "./schema";

const reasons = Object.keys(holdReasons).filter(isHoldReason);

/** What the sentence beside a reason asks for, as the action that does it. */
const asked: [RegExp, string][] = [
  [/(Enter|Complete) the address/, "enter_address"],
  [/Choose the product code/, "bind_sku"],
  [/Choose a warehouse/, "choose_warehouse"],
  [/Enter the tracking/, "enter_tracking"],
  [/adopt it/, "adopt"],
  [/mark it done/, "mark_done"],
  [/[Rr]etry/, "retry"],
  [/dismiss/, "dismiss"],
];

describe.each(reasons)("the hold %s", (reason: HoldReason) => {
  it("offers every action that its sentence names", () => {
    const named = asked.filter(([words]) => words.test(holdReasons[reason].action));
    expect(named.length).toBeGreaterThan(0);
    for (const [, action] of named) expect(actionsOf(reason, true)).toContain(action);
  });

  it("can be tried again and dismissed, alone and in bulk", () => {
    for (const actions of [actionsOf(reason, false), bulkActionsOf(reason)])
      expect(actions).toEqual(expect.arrayContaining(["retry", "dismiss"]));
  });

  it("offers nothing in bulk that belongs to one order alone", () => {
    for (const action of ["enter_address", "enter_tracking", "adopt", "mark_done"])
      expect(bulkActionsOf(reason)).not.toContain(action);
  });
});

it("is marked done only where the warehouse has sent it", () => {
  expect(actionsOf("etsy_refused", false)).not.toContain("mark_done");
});

it("an unknown reason can be tried again and dismissed", () => {
  expect(actionsOf("moon", false)).toEqual(["retry", "dismiss"]);
  expect(actionsOf(null, false)).toEqual(["retry", "dismiss"]);
});
