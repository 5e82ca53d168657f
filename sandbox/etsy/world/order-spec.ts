import { z } from "zod";
import { receiptStatuses } from "./model";

const epoch = z.int().min(946_684_800);
const minor = z.int().min(0);

const variation = z.strictObject({
  propertyId: z.int().default(513),
  valueId: z.int().nullable().default(null),
  name: z.string(),
  value: z.string(),
});

const line = z.strictObject({
  /** A demo listing; title, sku, price and digital then have its values unless given. */
  listingId: z.int().nullable().optional(),
  sku: z.string().nullable().optional(),
  title: z.string().optional(),
  quantity: z.int().min(0).default(1),
  price: minor.optional(),
  digital: z.boolean().optional(),
  variations: z.array(variation).default([]),
  personalization: z.string().optional(),
});

/** The address of a receipt as a test or form gives it; what is left out stays. */
export const addressPart = z.strictObject({
  firstLine: z.string().optional(),
  secondLine: z.string().nullable().optional(),
  city: z.string().optional(),
  state: z.string().nullable().optional(),
  zip: z.string().optional(),
  country: z.string().length(2).optional(),
});

/** An order as a buyer or a test places it. Everything has a default: {} is a paid order. */
export const orderSpec = z.strictObject({
  status: z.enum(receiptStatuses).default("paid"),
  /** Epoch s; default now. */
  createdAt: epoch.optional(),
  /** Epoch s, for one that is paid; default createdAt. */
  paidAt: epoch.optional(),
  /** Epoch s; default the payment, else createdAt. */
  updatedAt: epoch.optional(),
  isPaid: z.boolean().optional(),
  isShipped: z.boolean().optional(),
  name: z.string().optional(),
  address: addressPart.default({}),
  lines: z.array(line).min(1).optional(),
  isGift: z.boolean().default(false),
  giftMessage: z.string().default(""),
  giftSender: z.string().default(""),
  giftWrapPrice: minor.default(0),
  messageFromBuyer: z.string().nullable().default(null),
  shippingMethod: z.string().nullable().default("Standard Shipping"),
  shippingUpgrade: z.string().nullable().default(null),
  shippingCost: minor.default(595),
  tax: minor.default(0),
  vat: minor.default(0),
  discount: minor.default(0),
});

/** Many orders at once: `stepSeconds` apart in time, otherwise alike unless left to the defaults. */
export const bulkOrderSpec = orderSpec.extend({
  count: z.int().min(1).max(100_000).default(1),
  stepSeconds: z.int().min(0).default(0),
});

export type OrderSpec = z.infer<typeof orderSpec>;
