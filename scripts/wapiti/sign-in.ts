/**
 * Signs in to a running console as a program does.
 *
 * @returns the cookies, as a request sends them. @throws Error in words when it is refused.
 */
export async function signInForCookies(
  url: string,
  login: { email: string; password: string },
): Promise<string> {
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, url), {
      ...init,
      redirect: "manual",
      headers: { cookie, "sec-fetch-site": "same-origin" },
    });
    for (const one of answer.headers.getSetCookie()) {
      const [pair = ""] = one.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  };
  await ask("/sign-in");
  const { csrfToken } = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await ask("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ ...login, csrfToken, json: "true" }),
  });
  if (!answer.ok || ![...jar.keys()].some((name) => name.endsWith("session-token")))
    throw new Error(`${url} does not sign ${login.email} in with this password alone.`);
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Whether the cookies open a page of the console. */
export const isSignedIn = async (url: string, cookie: string): Promise<boolean> =>
  (await fetch(new URL("/account", url), { headers: { cookie }, redirect: "manual" })).status ===
  200;
