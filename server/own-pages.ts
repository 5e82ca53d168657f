/**
 * Whether a request that may change something comes from a page of this application. Browsers say so
 * themselves, in headers that no page can set: `Sec-Fetch-Site`, and where the address is not secure
 * `Origin`. A request that says neither is refused.
 */
export function fromOwnPages(headers: Headers, appUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  return origin === new URL(appUrl).origin || new URL(origin).host === headers.get("host");
}

export const notFromOwnPages = () =>
  Response.json({ error: "This can only be asked by a page of this console." }, { status: 403 });
