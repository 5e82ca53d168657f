import { receiveEtsyWebhook } from "@/server/orders/receive-webhook";

/** Etsy's messages are a few hundred bytes. */
const largestBodyBytes = 64 * 1024;

const statusOf = { refused: 401, ignored: 202, pulled: 202 } as const;

const tooLarge = () => Response.json({ error: "The message is too large." }, { status: 413 });

/** Etsy's webhook: answers fast, and only makes the shop be read sooner. */
export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > largestBodyBytes) return tooLarge();
  const rawBody = await request.text();
  if (rawBody.length > largestBodyBytes) return tooLarge();
  const outcome = await receiveEtsyWebhook({
    id: request.headers.get("webhook-id"),
    timestamp: request.headers.get("webhook-timestamp"),
    signature: request.headers.get("webhook-signature"),
    rawBody,
  });
  return Response.json({ outcome }, { status: statusOf[outcome] });
}
