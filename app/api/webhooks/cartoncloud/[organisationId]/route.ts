import { receiveCartonCloudWebhook } from "@/server/fulfilment/receive-webhook";
import { limitedBody, tooLarge } from "@/server/limited-body";
import { noteRefusal } from "@/server/refuse";

/** An order with hundreds of lines stays well below this. */
const largestBodyBytes = 1024 * 1024;

const statusOf = { refused: 401, unreadable: 400, ignored: 202, taken: 202 } as const;

/** CartonCloud's webhook: answers fast, and only makes one order be read sooner. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ organisationId: string }> },
): Promise<Response> {
  const rawBody = await limitedBody(request, largestBodyBytes);
  if (rawBody === null) return tooLarge();
  const { organisationId } = await params;
  const outcome = await receiveCartonCloudWebhook({
    organisationId,
    apiKey: request.headers.get("api-key"),
    rawBody,
  });
  if (outcome === "refused") noteRefusal("webhook-cartoncloud");
  return new Response(null, { status: statusOf[outcome], headers: { Outcome: outcome } });
}
