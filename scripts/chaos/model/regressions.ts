import type { Step } from "./steps";

/** Stories that once ended badly, or that only just end well, in their shortest form. */
export const regressions: Record<string, Step[]> = {
  "an order whose answer was lost and whose process ended at the repeat": [
    { do: "place", kind: "plain" },
    { do: "pull" },
    { do: "trouble", call: "order", when: "after", trouble: "reset" },
    { do: "work", at: 0, rested: false, twice: false },
    { do: "crash", point: "order.searched.after" },
    { do: "work", at: 0, rested: true, twice: true },
  ],
  "a receipt canceled after its process ended between the mark and the post": [
    { do: "crash", point: "order.sent.before" },
    { do: "place", kind: "plain" },
    { do: "work all" },
    { do: "cancel", at: 0 },
  ],
  "a receipt whose cancellation was on a page that ended with its process": [
    { do: "place", kind: "plain" },
    { do: "pull" },
    { do: "cancel", at: 0 },
    { do: "crash", point: "page.fetched.after" },
    { do: "work all" },
    { do: "pull" },
  ],
};
