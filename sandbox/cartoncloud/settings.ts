import { z } from "zod";
import { orderStatuses } from "./world/statuses";

const webhook = z.strictObject({
  url: z.url(),
  /** Sent as the header `API-Key`. */
  apiKey: z.string().min(1),
  /** How often each call is sent; 2 makes every call a duplicate. */
  copies: z.int().min(1).max(20).default(1),
  /** Wait before the first try, ms. */
  delayMs: z.int().min(0).default(0),
  /** Gathers this many calls and sends them last first. 0 and 1 keep the order. */
  reorder: z.int().min(0).max(100).default(0),
  /** Also send consignments when they are made and when their status changes. */
  consignments: z.boolean().default(false),
  /** What each call carries: the order, or what no receiver should take. */
  body: z.enum(["order", "no_json", "two_megabytes"]).default("order"),
});

/**
 * What can be turned at `PUT /_sandbox/settings`. Limits come from CartonCloud's API reference. The
 * webhook is set from the start where one is given.
 */
export const settingsSchema = (given: { url: string; apiKey: string } | null) =>
  z.strictObject({
    tokenTtlSeconds: z.int().min(0).default(3600),
    /** Outbound orders that one user may post in a minute. 0 lifts the limit. */
    ordersPerMinute: z.int().min(0).default(30),
    /** Least time between two such posts of one user, ms. 0 lifts the limit. */
    ordersMinIntervalMs: z.int().min(0).default(2000),
    /** Whether a 429 carries Retry-After: not documented, so a client has to bear both. */
    retryAfterHeader: z.boolean().default(true),
    /** How long a search does not see a new, changed or deleted order or consignment, ms. */
    searchDelayMs: z.int().min(0).default(0),
    /** A larger `size` is cut to this; Page-Size tells. */
    maxPageSize: z.int().min(1).default(100),
    /** Whether customers are read with their `warehouses`: not documented either way. */
    customersShowWarehouses: z.boolean().default(true),
    /** Whether a REJECTED order is read without `items`, as public client code reports. */
    rejectedOrdersHideItems: z.boolean().default(true),
    /** Statuses in which an order may be deleted through the API. */
    deletableStatuses: z
      .array(z.enum(orderStatuses))
      .default(["DRAFT", "AWAITING_STOCK", "AWAITING_PICK_AND_PACK", "REJECTED"]),
    /** Offset in which timestamps are told, such as "+10:00". */
    utcOffset: z
      .string()
      .regex(/^[+-]\d\d:\d\d$/)
      .default("+10:00"),
    webhook: webhook.nullable().default(given && webhook.parse(given)),
    /** Waits before the second and later tries of a webhook call, ms. Their number bounds the tries. */
    webhookRetryDelaysMs: z.array(z.int().min(0)).max(10).default([500, 2000, 5000]),
  });

export type CartonCloudSettings = z.infer<ReturnType<typeof settingsSchema>>;
export type WebhookSettings = z.infer<typeof webhook>;
