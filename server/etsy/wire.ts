import he from "he";
import { z } from "zod";

/** Etsy HTML-encodes the strings of its answers (etsy/open-api#446); they are decoded here, once. */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => (value == null ? null : he.decode(String(value)).trim() || null));
/** Etsy's int64: parseJson gives the long ones as texts. */
const identifier = z
  .union([z.number().int().nonnegative(), z.string().regex(/^\d{1,19}$/)])
  .transform(String);
const optionalIdentifier = identifier
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
/** Up to the year 9999: a date beyond would be refused by the database, and its whole page with it. */
const seconds = z
  .number()
  .int()
  .min(0)
  .max(253_402_300_799)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const flag = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? false);

/** What an integer column of the database holds. */
const largestInteger = 2_147_483_647;

const money = z
  .object({
    amount: z.number().int(),
    divisor: z.number().int().positive().max(largestInteger),
    currency_code: z.string().regex(/^[A-Z]{3}$/),
  })
  .transform(({ amount, divisor, currency_code }) => ({
    minor: amount,
    divisor,
    currency: currency_code,
  }))
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
/** `minor / divisor` is the value in `currency` (ISO 4217). */
export type EtsyMoney = { minor: number; divisor: number; currency: string };

const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((values) =>
      (values ?? []).flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

const variation = z
  .object({ formatted_name: text, formatted_value: text, question_id: optionalIdentifier })
  .transform((v) => ({
    name: v.formatted_name ?? "",
    value: v.formatted_value ?? "",
    personalisation: v.question_id !== null || /personali[sz]ation/i.test(v.formatted_name ?? ""),
  }));

const transaction = z
  .object({
    transaction_id: optionalIdentifier,
    listing_id: optionalIdentifier,
    title: text,
    sku: text,
    quantity: z.number().int().max(largestInteger).nullish().catch(null),
    is_digital: flag,
    paid_timestamp: seconds,
    expected_ship_date: seconds,
    shipping_method: text,
    shipping_upgrade: text,
    price: money,
    variations: list(variation),
  })
  .transform((t) => ({
    transactionId: t.transaction_id,
    listingId: t.listing_id,
    title: t.title ?? "",
    sku: t.sku,
    quantity: t.quantity ?? 0,
    isDigital: t.is_digital,
    paidAt: t.paid_timestamp,
    expectedShipAt: t.expected_ship_date,
    shippingMethod: t.shipping_method,
    shippingUpgrade: t.shipping_upgrade,
    unitPrice: t.price,
    variations: t.variations,
  }));

/** A line that cannot be read is not left out: without a quantity it holds its receipt. */
const unreadableLine: z.output<typeof transaction> = {
  transactionId: null,
  listingId: null,
  title: "A line that cannot be read",
  sku: null,
  quantity: 0,
  isDigital: false,
  paidAt: null,
  expectedShipAt: null,
  shippingMethod: null,
  shippingUpgrade: null,
  unitPrice: null,
  variations: [],
};

const receiptShipment = z
  .object({
    receipt_shipping_id: optionalIdentifier,
    carrier_name: text,
    tracking_code: text,
    shipment_notification_timestamp: seconds,
  })
  .transform((s) => ({
    receiptShippingId: s.receipt_shipping_id,
    carrierName: s.carrier_name,
    trackingCode: s.tracking_code,
    notifiedAt: s.shipment_notification_timestamp,
  }));

/**
 * A receipt as the product knows it: ids as texts, times in epoch seconds UTC as Etsy gives them,
 * texts decoded, unknown fields left behind. Nothing in Etsy's schema is required, so all but the
 * id may be absent.
 */
export const receipt = z
  .object({
    receipt_id: identifier,
    status: text,
    buyer_user_id: optionalIdentifier,
    name: text,
    first_line: text,
    second_line: text,
    city: text,
    state: text,
    zip: text,
    country_iso: text,
    is_paid: flag,
    is_shipped: flag,
    created_timestamp: seconds,
    create_timestamp: seconds,
    updated_timestamp: seconds,
    update_timestamp: seconds,
    message_from_buyer: text,
    is_gift: flag,
    gift_message: text,
    gift_sender: text,
    gift_wrap_price: money,
    grandtotal: money,
    shipments: list(receiptShipment),
    transactions: list(transaction.catch(unreadableLine)),
  })
  .transform((r) => ({
    receiptId: r.receipt_id,
    status: r.status ?? "",
    isPaid: r.is_paid,
    isShipped: r.is_shipped,
    createdAt: r.created_timestamp ?? r.create_timestamp ?? 0,
    updatedAt: r.updated_timestamp ?? r.update_timestamp ?? 0,
    buyerUserId: r.buyer_user_id,
    name: r.name,
    firstLine: r.first_line,
    secondLine: r.second_line,
    city: r.city,
    state: r.state,
    zip: r.zip,
    countryIso: r.country_iso?.toUpperCase() ?? null,
    messageFromBuyer: r.message_from_buyer,
    isGift: r.is_gift,
    giftMessage: r.gift_message,
    giftSender: r.gift_sender,
    giftWrapped: (r.gift_wrap_price?.minor ?? 0) > 0,
    total: r.grandtotal,
    shipments: r.shipments,
    lines: r.transactions,
  }));
export type Receipt = z.output<typeof receipt>;
export type ReceiptLine = Receipt["lines"][number];

export const receiptPage = z
  .object({ count: z.number().int().nonnegative(), results: z.array(z.unknown()) })
  .transform(({ count, results }) => {
    const parsed = results.map((result) => receipt.safeParse(result));
    return {
      count,
      /** How many entries the page had, readable or not. */
      length: results.length,
      receipts: parsed.flatMap((one) => (one.success ? [one.data] : [])),
    };
  });
export type ReceiptPage = z.output<typeof receiptPage>;

export const self = z.object({
  user_id: z.number().int(),
  shop_id: z
    .number()
    .int()
    .nullish()
    .transform((id) => id || null),
});

export const shop = z
  .object({
    shop_id: z.number().int(),
    shop_name: text,
    currency_code: text,
    shop_location_country_iso: text,
  })
  .transform((s) => ({
    shopId: s.shop_id,
    shopName: s.shop_name ?? String(s.shop_id),
    currency: s.currency_code,
    countryIso: s.shop_location_country_iso,
  }));
export type Shop = z.output<typeof shop>;

/** Answered as an array, or under a name; both were seen described. */
export const scopes = z.union([
  z.array(z.string()),
  z.object({ scopes: z.array(z.string()) }).transform((body) => body.scopes),
]);

export const refusal = z
  .object({
    error: z.string().catch(""),
    error_description: z.string().optional().catch(undefined),
  })
  .catch({ error: "" });
