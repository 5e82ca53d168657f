/**
 * Tells the browsers of one person apart, so that a new one is told: 256 random bits, given with
 * the first page and kept when the session ends. It opens nothing.
 */
export const browserCookieName = (https: boolean): string => (https ? "__Host-browser" : "browser");

/** As long as browsers keep a cookie at most, in seconds (RFC 6265bis, section 5.5). */
const keptSeconds = 400 * 24 * 3600;

export const browserCookieOptions = (https: boolean) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: https, maxAge: keptSeconds }) as const;

const form = /^[\w-]{43}$/;

/** What a cookie header holds of it; null where there is none, or another form. */
export function readBrowserCookie(header: string | null | undefined, https: boolean) {
  const name = `${browserCookieName(https)}=`;
  const value = header
    ?.split("; ")
    .find((pair) => pair.startsWith(name))
    ?.slice(name.length);
  return value && form.test(value) ? value : null;
}
