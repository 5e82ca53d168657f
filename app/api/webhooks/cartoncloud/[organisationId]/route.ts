import { receiveCartonCloudWebhook } from "@/server/fulfilment/receive-webhook";

/** An order with hundreds of lines stays well below this. */
const largestBodyBytes = 1024 * 1024;

const statusOf = { refused: 401, unreadable: 400, ignored: 202, taken: 202 } as const;

const tooLarge = () => Response.json({ error: "The message is too large." }, { status: 413 });

/** CartonCloud's webhook: answers fast, and only makes one order be read sooner. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ organisationId: string }> },
): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > largestBodyBytes) return tooLarge();
  const rawBody = await request.text();
  if (rawBody.length > largestBodyBytes) return tooLarge();
  const { organisationId } = await params;
  const outcome = await receiveCartonCloudWebhook({
    organisationId,
    apiKey: request.headers.get("api-key"),
    rawBody,
  });
  return Response.json({ outcome }, { status: statusOf[outcome] });
}
