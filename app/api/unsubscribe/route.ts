import { unsubscribe } from "@/server/notifications/unsubscribe";

/** The one press of a mail program (RFC 8058). The link of the mail itself leads to a page that asks. */
export async function POST(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  const ended = await unsubscribe(token);
  return Response.json({ ended }, { status: ended ? 200 : 404 });
}
