import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** A signed message older or newer than this is refused, in seconds: a replay must not outlive it. */
const toleranceSeconds = 300;

export type SignedMessage = {
  id: string | null;
  /** Epoch seconds, as text. */
  timestamp: string | null;
  /** One or several `v1,<base64>`, by spaces. */
  signature: string | null;
  rawBody: string;
};

/**
 * Whether Etsy signed the message with the app's webhook secret (`whsec_<base64>`; several by commas
 * while one replaces another), by the Standard Webhooks scheme: HMAC-SHA256 over id, timestamp and raw
 * body. `now` in milliseconds.
 */
export function isSignedByEtsy(message: SignedMessage, secrets: string, now: number): boolean {
  const { id, timestamp, signature, rawBody } = message;
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  const keys = secrets
    .split(",")
    .map((secret) => Buffer.from(secret.trim().replace(/^whsec_/, ""), "base64"))
    .filter((key) => key.length > 0);
  const due = keys.map((key) =>
    createHmac("sha256", key).update(`${id}.${timestamp}.${rawBody}`).digest(),
  );
  return signature.split(" ").some((entry) => {
    const [version, base64 = ""] = entry.split(",");
    const given = Buffer.from(base64, "base64");
    return (
      version === "v1" &&
      due.some((digest) => given.length === digest.length && timingSafeEqual(given, digest))
    );
  });
}

export const webhookEvents = ["order.paid", "order.canceled", "order.shipped"] as const;

const payload = z.object({
  event_type: z
    .string()
    // Early deliveries were spelled ORDER_PAID (etsy/open-api#1509).
    .transform((text) => text.toLowerCase().replaceAll("_", ".")),
  resource_url: z.string(),
  shop_id: z.coerce.number().int().positive(),
});

export type WebhookEvent = {
  eventType: (typeof webhookEvents)[number];
  shopId: number;
  receiptId: string;
};

/**
 * What a message is about: ids only, its URL is never called. Null for events that are not used here
 * and for messages whose URL names another shop than they do.
 */
export function readWebhook(rawBody: string): WebhookEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(rawBody);
  } catch {
    return null;
  }
  const parsed = payload.safeParse(json);
  if (!parsed.success) return null;
  const { event_type, resource_url, shop_id } = parsed.data;
  const eventType = webhookEvents.find((known) => known === event_type);
  const ids = /\/shops\/(\d+)\/receipts\/(\d{1,19})(?:$|[/?])/.exec(resource_url);
  if (!eventType || !ids?.[2] || Number(ids[1]) !== shop_id) return null;
  return { eventType, shopId: shop_id, receiptId: ids[2] };
}
