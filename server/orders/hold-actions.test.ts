import { describe, expect, it } from "vitest";
import { causeWords, holdAction, holdTitle } from "@/components/orders/reason-words";
import { actionsOf, answers, bulkActionsOf } from "./hold-actions";
import type { HoldReason } from "./words";
import { holdReasons, isHoldReason } from "./words";

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

  it("has one answer, which comes first, alone and in bulk, and is the first that its sentence names", () => {
    expect(actionsOf(reason, true).at(0)).toBe(answers[reason]);
    expect(bulkActionsOf(reason).length).toBeGreaterThan(0);
    expect(actionsOf(reason, true)).toContain(bulkActionsOf(reason).at(0));
    const words = asked.find(([, action]) => action === answers[reason])?.[0];
    expect(holdReasons[reason].action).toMatch(words ?? /never/);
  });

  it("has words of its own", () => {
    expect(holdTitle(reason)).not.toBe(holdTitle(null));
    expect(holdAction(reason)).not.toBe(holdAction(null));
    expect(causeWords(reason, "X")).toContain("X");
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

/** What design.md §4 says is held, in its own order, and the action that it or §3 gives for it. */
const promised: [string, HoldReason[], string][] = [
  ["address missing or incomplete", ["address_missing", "address_incomplete"], "enter_address"],
  ["SKU empty or unknown to CartonCloud", ["sku_missing", "sku_unknown"], "bind_sku"],
  ["no warehouse rule matches", ["no_rule"], "choose_warehouse"],
  ["warehouse not allowed for the customer", ["warehouse_not_allowed"], "choose_warehouse"],
  ["unknown status", ["status_unknown"], "retry"],
  ["CartonCloud rejected the order or dropped lines", ["order_rejected", "lines_dropped"], "retry"],
  ["reference already used by a foreign order", ["reference_taken"], "adopt"],
];

it.each(promised)("as the design says, %s is released by its action", (_, held, action) => {
  for (const reason of held) expect(answers[reason]).toBe(action);
});

it("the words of a country are its name", () => {
  expect(causeWords("no_rule", "CA")).toBe("Goes to: Canada.");
});

it("is marked done only where the warehouse has sent it", () => {
  expect(actionsOf("etsy_refused", false)).not.toContain("mark_done");
});

it("an unknown reason can be tried again and dismissed", () => {
  expect(actionsOf("moon", false)).toEqual(["retry", "dismiss"]);
  expect(actionsOf(null, false)).toEqual(["retry", "dismiss"]);
});
