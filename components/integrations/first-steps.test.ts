import { expect, it } from "vitest";
import { firstSteps } from "./first-steps";

type View = Parameters<typeof firstSteps>[0];

const none = {
  received: 0,
  creating: 0,
  unknown: 0,
  held: 0,
  created: 0,
  dispatched: 0,
  completed: 0,
  skipped: 0,
};
const done = (view: { rights?: unknown[]; status?: string; counts?: Partial<typeof none> }) =>
  firstSteps({
    id: "7a9bb9a6-3f0a-4c57-9f57-0d8c8c5a1e11",
    status: "active",
    rights: [{}],
    ...view,
    counts: { ...none, ...view.counts },
  } as unknown as View).map((step) => step.done);

it.each([
  ["a new draft", { status: "draft", rights: [] }, [false, false, false, false]],
  ["a connected draft", { status: "draft" }, [true, false, false, false]],
  ["an active one", {}, [true, true, false, false]],
  ["one whose orders are all held", { counts: { held: 3 } }, [true, true, false, false]],
  ["one with an order at the warehouse", { counts: { created: 1 } }, [true, true, true, false]],
  ["one with an order that left", { counts: { dispatched: 1 } }, [true, true, true, false]],
  ["one with a completed order", { counts: { completed: 1 } }, [true, true, true, true]],
])("of %s: %j", (_name, view, steps) => {
  expect(done(view)).toEqual(steps);
});
