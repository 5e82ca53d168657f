import { z } from "zod";
import { isHoldReason, isLinkState, linkStates } from "./words";

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
  trackingCode: line(100)
    .min(1, "Enter the tracking number.")
    .regex(/\d/, "Enter the tracking number: it has at least one digit."),
  carrier: line(120).min(1, "Enter the carrier."),
});
export type EnteredTracking = z.infer<typeof enteredTracking>;

export const orderLinkFilter = z.object({
  integrationId: z.uuid(),
  state: z.enum(linkStates).optional(),
  reason: z.string().max(40).optional(),
  /** The beginning of a receipt number. */
  receipt: z.string().trim().max(40).optional(),
});
export type OrderLinkFilter = z.infer<typeof orderLinkFilter>;

type Query = Record<string, string | string[] | undefined>;

/** The filter that an address names; what is no state, or is named twice, filters nothing. */
export function readOrderFilter(integrationId: string, query: Query) {
  const one = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value !== "" ? value.slice(0, 40) : undefined;
  };
  const state = one("state");
  return {
    integrationId,
    state: state && isLinkState(state) ? state : undefined,
    reason: one("reason"),
    receipt: one("receipt"),
  };
}

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
