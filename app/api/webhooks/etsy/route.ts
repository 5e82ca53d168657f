import { limitedBody, tooLarge } from "@/server/limited-body";
import { receiveEtsyWebhook } from "@/server/orders/receive-webhook";
import { noteRefusal } from "@/server/refuse";

/** Etsy's messages are a few hundred bytes. */
const largestBodyBytes = 64 * 1024;

const statusOf = { refused: 401, ignored: 202, pulled: 202 } as const;

/** Etsy's webhook: answers fast, and only makes the shop be read sooner. */
export async function POST(request: Request): Promise<Response> {
  const rawBody = await limitedBody(request, largestBodyBytes);
  if (rawBody === null) return tooLarge();
  const outcome = await receiveEtsyWebhook({
    id: request.headers.get("webhook-id"),
    timestamp: request.headers.get("webhook-timestamp"),
    signature: request.headers.get("webhook-signature"),
    rawBody,
  });
  if (outcome === "refused") noteRefusal("webhook-etsy");
  return new Response(null, { status: statusOf[outcome], headers: { Outcome: outcome } });
}
