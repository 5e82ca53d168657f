import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { randomToken } from "@/server/crypto";
import { env } from "@/server/env";
import { contentSecurityPolicy, reportingEndpoints, securityHeaders } from "@/server/http-headers";
import { browserCookieName, browserCookieOptions } from "@/server/people/browser-cookie";
import { requestPathHeader } from "@/server/people/return-path";

/**
 * Gives each page its nonce and headers, each browser its cookie, and tells layouts which path was
 * asked for. It guards nothing: pages and procedures ask for the session themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce, { development: env().NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(requestPathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Reporting-Endpoints", reportingEndpoints);
  const https = env().APP_URL.startsWith("https:");
  for (const [name, value] of securityHeaders({ https })) response.headers.set(name, value);
  const browser = browserCookieName(https);
  if (!request.cookies.has(browser))
    response.cookies.set(browser, randomToken(), browserCookieOptions(https));
  return response;
}

export const config = { matcher: ["/((?!api/|_next/static|favicon.ico|icon.svg).*)"] };
