import type { NextRequest } from "next/server";
import { viewer } from "@/server/auth";
import { env } from "@/server/env";
import { finishConnect } from "@/server/integrations/connect";

/** Etsy's redirect after consent. Answers with a redirect of its own, so that the code leaves the address bar. */
export async function GET(request: NextRequest): Promise<Response> {
  const given = request.nextUrl.searchParams;
  const page = new URL("/connected", env().APP_URL);
  const who = await viewer();
  if (who) {
    const end = await finishConnect(who.scope, {
      state: given.get("state"),
      code: given.get("code"),
      error: given.get("error"),
    });
    page.searchParams.set("outcome", end.outcome);
    if (end.integrationId) page.searchParams.set("integration", end.integrationId);
    if (end.shopName) page.searchParams.set("shop", end.shopName);
  } else page.searchParams.set("outcome", "other_session");
  return new Response(null, {
    status: 303,
    headers: { location: page.href, "referrer-policy": "no-referrer", "cache-control": "no-store" },
  });
}
