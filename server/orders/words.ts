/** Why an order link waits for a person, and what that person can do. */
export const holdReasons = {
  address_missing: { title: "The address is missing", action: "Enter the address" },
  address_incomplete: { title: "The address is incomplete", action: "Complete the address" },
  sku_missing: { title: "A line has no SKU", action: "Choose the product code" },
  sku_unknown: { title: "CartonCloud does not know a SKU", action: "Choose the product code" },
  no_rule: { title: "No warehouse rule matches", action: "Choose a warehouse" },
  warehouse_not_allowed: {
    title: "The customer has no access to this warehouse",
    action: "Choose a warehouse",
  },
  status_unknown: {
    title: "Etsy reports a status that is not known here",
    action: "Look at it in Etsy, then retry",
  },
  no_lines: {
    title: "Etsy shows no items on this receipt",
    action: "Look at it in Etsy, then retry",
  },
  quantity_zero: { title: "A line has no quantity", action: "Look at it in Etsy, then retry" },
  order_rejected: {
    title: "CartonCloud rejected the order",
    action: "Mend it in CartonCloud, then retry",
  },
  lines_dropped: {
    title: "CartonCloud left lines out",
    action: "Mend it in CartonCloud, then retry",
  },
  reference_taken: {
    title: "Another outbound order has this reference",
    action: "Compare both, then adopt it or dismiss",
  },
  order_gone: {
    title: "The outbound order is gone from CartonCloud",
    action: "Retry to create it again, or dismiss",
  },
  refused: { title: "CartonCloud refused the order", action: "Read the reason, then retry" },
  keeps_failing: {
    title: "It fails again and again, while other orders get through",
    action: "Read the reason, then retry",
  },
  receipt_gone: {
    title: "Etsy no longer shows this receipt",
    action: "Look at it in Etsy, then dismiss",
  },
  tracking_missing: { title: "Dispatched without tracking", action: "Enter the tracking" },
  tracking_required: {
    title: "Etsy asks for tracking on this receipt",
    action: "Enter the tracking",
  },
  tracking_refused: {
    title: "Etsy does not let this app complete receipts",
    action: "Complete it in Etsy, then mark it done",
  },
  tracking_lost: {
    title: "Etsy completed the receipt, but shows no tracking",
    action: "Add the tracking in Etsy, then mark it done",
  },
  etsy_refused: {
    title: "Etsy refused to complete the receipt",
    action: "Read the reason, then retry or mark it done",
  },
  receipt_canceled: {
    title: "Canceled or refunded in Etsy, but dispatched",
    action: "Decide with the customer, then dismiss",
  },
} as const;
export type HoldReason = keyof typeof holdReasons;
export const isHoldReason = (text: string): text is HoldReason => text in holdReasons;

/** Why a receipt is not imported. */
export const skipReasons = {
  not_paid: "Not paid yet",
  already_shipped: "Already shipped in Etsy",
  canceled: "Canceled in Etsy",
  refunded: "Fully refunded in Etsy",
  digital: "Digital items only",
  before_start: "Paid before this integration started",
  left_out: "Left out by a warehouse rule",
  dismissed: "Dismissed by a person",
} as const;
export type SkipReason = keyof typeof skipReasons;
export const isSkipReason = (text: string): text is SkipReason => text in skipReasons;
/** States of an order link as the list filters by them, in the order of an order's life. */
export const linkStates = [
  "held",
  "received",
  "creating",
  "unknown",
  "created",
  "dispatched",
  "completed",
  "skipped",
] as const;

export type LinkState = (typeof linkStates)[number];
export const isLinkState = (text: string): text is LinkState =>
  linkStates.some((state) => state === text);

/** Nothing is left to do about these: their number grows for ever. */
export const doneStates = ["completed", "skipped"] as const satisfies LinkState[];
const isDone = (state: LinkState) => doneStates.some((one) => one === state);
export const waitingStates = linkStates.filter((state) => !isDone(state));

/** Orders that wait for something are counted so far, in each state. */
export const mostWaiting = 10_000;
/** Those that are done are counted so far: a page costs the same after years as at the start. */
export const mostDone = 1_000;

/** How many orders of a state are counted; one more stands for all beyond. */
export const mostCounted = (state: LinkState): number => (isDone(state) ? mostDone : mostWaiting);

/** "0", "1,000", and "1,000+" where more were not counted. */
export const countWords = (count: number, most: number = mostWaiting): string =>
  `${Math.min(count, most).toLocaleString("en")}${count > most ? "+" : ""}`;

/** "1 order", "1,200 orders", "more than 10,000 orders". */
export const ordersInWords = (count: number): string =>
  count > mostWaiting
    ? `more than ${mostWaiting.toLocaleString("en")} orders`
    : `${count.toLocaleString("en")} ${count === 1 ? "order" : "orders"}`;
