import "server-only";
import { headers } from "next/headers";
import { clientAddress } from "./client-address";
import { env } from "./env";
import { readBrowserCookie } from "./people/browser-cookie";
import type { Place } from "./people/session";

/** Where a request comes from, by its headers. */
export const placeOf = (header: (name: string) => string | null | undefined): Place => ({
  address: clientAddress(header, env().TRUSTED_PROXIES),
  userAgent: header("user-agent") ?? null,
  browser: readBrowserCookie(header("cookie"), env().APP_URL.startsWith("https:")),
});

/** Where the request of this page or action comes from. */
export async function currentPlace(): Promise<Place> {
  const list = await headers();
  return placeOf((name) => list.get(name));
}
