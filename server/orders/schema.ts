import { z } from "zod";

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

const line = (most: number) => z.string().trim().max(most);

/** A delivery address that a person enters for a receipt without one. */
export const enteredAddress = z.object({
  name: line(120).min(1, "Enter the name of the recipient."),
  firstLine: line(200).min(1, "Enter the street and number."),
  secondLine: line(200).default(""),
  city: line(100).min(1, "Enter the city."),
  state: line(60).default(""),
  zip: line(20).default(""),
  countryIso: z
    .string()
    .trim()
    .transform((text) => text.toUpperCase())
    .pipe(z.string().regex(/^[A-Z]{2}$/, "Write the country as two letters, such as US.")),
});
export type EnteredAddress = z.infer<typeof enteredAddress>;

export const enteredTracking = z.object({
  trackingCode: line(100).min(1, "Enter the tracking number."),
  carrier: line(120).min(1, "Enter the carrier."),
});
export type EnteredTracking = z.infer<typeof enteredTracking>;

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

export const orderLinkFilter = z.object({
  integrationId: z.uuid(),
  state: z.enum(linkStates).optional(),
  reason: z.string().max(40).optional(),
  /** The beginning of a receipt number. */
  receipt: z.string().trim().max(40).optional(),
});
export type OrderLinkFilter = z.infer<typeof orderLinkFilter>;
/** `before` is the `next` of the page before. */
export const orderLinkPageInput = orderLinkFilter.extend({
  before: z.string().max(100).optional(),
});
export type OrderLinkPageInput = z.infer<typeof orderLinkPageInput>;

export const ofOrderLink = z.object({ orderLinkId: z.uuid() });

/** One receipt, or all of its buyer's. */
export const eraseInput = ofOrderLink.extend({ allOfBuyer: z.boolean() });
export const retryInput = z.object({
  integrationId: z.uuid(),
  orderLinkIds: z
    .array(z.uuid())
    .min(1, "Choose at least one order.")
    .max(200, "Retry at most 200 orders at once."),
});
export const addressInput = enteredAddress.extend({ orderLinkId: z.uuid() });
export const trackingInput = enteredTracking.extend({ orderLinkId: z.uuid() });
const aliasAnswer = z.object({
  sku: z.string().min(1).max(400),
  productCode: line(200).min(1, "Choose the product code."),
  /** The code that this shop calls the SKU now, named to replace it. */
  replaces: line(200).optional(),
  /** Said after other codes that are written nearly as the SKU were told. */
  sure: z.boolean().optional(),
});
export type AliasAnswer = z.infer<typeof aliasAnswer>;
export const bindSkuInput = ofOrderLink.extend(aliasAnswer.shape);
const ofIntegration = orderLinkFilter.pick({ integrationId: true });
export const aliasesInput = ofIntegration;
export const aliasInput = ofIntegration.extend(aliasAnswer.pick({ sku: true }).shape);
export const removeAliasInput = ofIntegration.extend(
  aliasAnswer.pick({ sku: true, productCode: true }).shape,
);
export const changeAliasInput = ofIntegration.extend(
  aliasAnswer.required({ replaces: true }).shape,
);

/** Held orders of one integration by their reason, or by one cause of it. */
export const heldSelection = ofIntegration.extend({
  reason: z.string().refine(isHoldReason, "Choose one of the reasons that orders wait for."),
  /** One of the causes that the list of held orders gives. */
  cause: z.string().max(20_000).optional(),
  /** When the person read the list, as the list says: what was held since is not moved unseen. */
  readAt: z.date(),
});
export type HeldSelection = z.infer<typeof heldSelection>;
export const chooseWarehouseInput = ofOrderLink.extend({
  warehouseId: z.uuid("Choose a warehouse."),
});
export const dismissInput = ofOrderLink.extend({
  why: line(300).min(1, "Say why this order is left out, for those who ask later."),
});
export const heldWarehouseInput = heldSelection.extend({
  warehouseId: z.uuid("Choose a warehouse."),
});
export const dismissHeldInput = heldSelection.extend({
  why: line(300).min(1, "Say why these orders are left out, for those who ask later."),
});
