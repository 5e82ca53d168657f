import { z } from "zod";

const count = z.int().nonnegative();

/**
 * What each kind of notification carries: ids, names and counts, never a buyer's data. Names of the
 * organisation, the customer and the integration are read when its mails are written.
 */
export const notificationData = {
  /** Etsy no longer accepts the tokens of the shop. */
  connection_lost: z.object({}),
  /** `caughtUp`: orders found that were placed meanwhile; left out until they are counted. */
  connection_recovered: z.object({ caughtUp: count.optional() }),
  /** `reason`: CartonCloud's refusal in words. */
  cartoncloud_lost: z.object({ reason: z.string().optional() }),
  cartoncloud_recovered: z.object({}),
  /** `counts` by hold reason of what is new since the digest before; `heldNow` counts all. */
  orders_held: z.object({
    counts: z.record(z.string(), count),
    heldNow: count,
    /** Holds up to this instant are told, ISO 8601. */
    upTo: z.iso.datetime(),
  }),
  /** Etsy canceled or refunded a receipt whose outbound order exists. */
  stop_ship: z.object({
    orderLinkId: z.uuid(),
    receiptId: z.string(),
    /** Etsy's status of the receipt, such as "Canceled". */
    status: z.string().optional(),
    /** CartonCloud's number of the outbound order. */
    orderNumber: z.string().nullish(),
  }),
  /** `since`: when the shop last had a new receipt, ISO 8601. `usualHours`: its usual wait. */
  shop_silent: z.object({
    since: z.iso.datetime().optional(),
    usualHours: z.number().positive().optional(),
  }),
  /** The daily check found receipts that no pull had seen; they are imported now. */
  receipts_missed: z.object({ count, checked: count.optional() }),
  /** A billing week is closed. Days such as "2026-11-16"; the total in minor units. */
  statement_closed: z.object({
    monday: z.iso.date(),
    sunday: z.iso.date(),
    quantity: count,
    totalMinor: count,
    currency: z.string(),
  }),
};

export type NotificationKind = keyof typeof notificationData;
export type NotificationData<K extends NotificationKind> = z.input<(typeof notificationData)[K]>;

export const notificationKinds = Object.keys(notificationData) as [
  NotificationKind,
  ...NotificationKind[],
];

export const mailChoiceInput = z.object({
  kind: z.enum(notificationKinds, "Choose one of the kinds of mail."),
  wanted: z.boolean(),
});
