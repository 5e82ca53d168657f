import { createHmac } from "node:crypto";

/** Etsy's signature of a delivery, by the Standard Webhooks scheme; `timestamp` in epoch seconds. */
export const signWebhook = (
  key: Buffer,
  delivery: { id: string; timestamp: string; rawBody: string },
): string =>
  `v1,${createHmac("sha256", key)
    .update(`${delivery.id}.${delivery.timestamp}.${delivery.rawBody}`)
    .digest("base64")}`;
