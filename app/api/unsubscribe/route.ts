import { unsubscribe } from "@/server/notifications/unsubscribe";

/** The one press of a mail program (RFC 8058). The link of the mail itself leads to a page that asks. */
export async function POST(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  const outcome = await unsubscribe(token);
  return Response.json({ outcome }, { status: { ended: 200, unknown: 404, last: 409 }[outcome] });
}
