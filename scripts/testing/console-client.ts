import { createTRPCClient, httpBatchLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "@/server/trpc/types";

type Login = { email: string; password: string };

/** Cookies of one browser, as text for the next request. */
function cookieJar() {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    take(answer: Response) {
      for (const line of answer.headers.getSetCookie()) {
        const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
        cookies.set(name, value);
      }
    },
  };
}

/** Signs in over HTTP like a browser and gives the console's procedures, without a page. */
export async function signInToConsole(appUrl: string, login: Login) {
  const jar = cookieJar();
  const visit = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(new URL(path, appUrl), {
      ...init,
      redirect: "manual",
      headers: { ...init.headers, cookie: jar.header() },
    });
    jar.take(answer);
    return answer;
  };
  const { csrfToken } = (await (await visit("/api/auth/csrf")).json()) as { csrfToken: string };
  await visit("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ ...login, csrfToken, json: "true" }),
  });
  const api = createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${appUrl}/api/trpc`,
        transformer: superjson,
        headers: () => ({ cookie: jar.header(), origin: new URL(appUrl).origin }),
      }),
    ],
  });
  return { api, visit };
}
