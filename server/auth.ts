import "server-only";
import { cookies, headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { cache } from "react";
import { z } from "zod";
import { libraryLine } from "./capture-console";
import { env } from "./env";
import { oidcProvider, oidcSession } from "./oidc";
import type { SignInOutcome } from "./people/attempt-sign-in";
import { attemptPassword, attemptSecondFactor } from "./people/attempt-sign-in";
import type { Viewer } from "./people/session";
import { closeSession, readViewer, sessionLifetimeMs } from "./people/session";
import { unattendedHeader } from "./people/words";
import { placeOf } from "./place";
import { callerSign, noteRefusal } from "./refuse";

/** Either half of a sign-in. */
const credentials = z.union([
  z.object({ challenge: z.string().min(1).max(200), code: z.string().min(1).max(60) }),
  z.object({ email: z.string().min(3).max(320), password: z.string().min(1).max(1024) }),
]);

/** The cookie holds the session's id and nothing else that anyone relies on. */
const token = z.object({ sid: z.uuid() });

const hostCookie = "__Host-next-auth.session-token";
/** By next-auth's choice. */
const plainCookie = "next-auth.session-token";
const cookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure: true } as const;

/** How an attempt that is no sign-in travels through next-auth: the message of an error becomes a code. */
const refusal = (outcome: Exclude<SignInOutcome, { kind: "signed_in" }>): string =>
  outcome.kind === "wait"
    ? `wait:${outcome.seconds}`
    : outcome.kind === "second_factor"
      ? `second_factor:${outcome.challenge}`
      : outcome.kind;

async function authorize(
  given: unknown,
  request: { headers?: Record<string, unknown> },
): Promise<{ id: string } | null> {
  const parsed = credentials.safeParse(given);
  // PostgreSQL keeps no NUL in a text, and would answer with a failure.
  if (!parsed.success || JSON.stringify(parsed.data).includes("\\u0000")) return null;
  const header = (name: string) => z.string().nullish().catch(null).parse(request.headers?.[name]);
  const place = placeOf(header);
  const outcome =
    "challenge" in parsed.data
      ? await attemptSecondFactor(parsed.data.challenge, parsed.data.code, place)
      : await attemptPassword(parsed.data.email, parsed.data.password, place);
  if (outcome.kind === "signed_in") return { id: outcome.sessionId };
  if (outcome.kind !== "second_factor")
    noteRefusal("challenge" in parsed.data ? "second-factor" : "sign-in", {
      from: callerSign(header),
    });
  if (outcome.kind === "wrong") return null;
  throw new Error(refusal(outcome));
}

export function authOptions(): NextAuthOptions {
  const https = env().APP_URL.startsWith("https:");
  const oidc = oidcProvider();
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: https,
    // Browsers take a cookie of this name from this very host alone: no neighbour can plant one.
    cookies: https ? { sessionToken: { name: hostCookie, options: cookieOptions } } : {},
    session: { strategy: "jwt", maxAge: sessionLifetimeMs / 1000 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: {
      error: (_code, about) => libraryLine("warn", "sign-in", [about]),
      warn: () => libraryLine("warn", "sign-in", []),
      debug: () => {},
    },
    providers: [
      CredentialsProvider({ credentials: { email: {}, password: {} }, authorize }),
      ...(oidc ? [oidc] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type !== "oauth") return true;
        const sessionId = await oidcSession(profile);
        if (!sessionId) return "/sign-in?error=not_invited";
        user.id = sessionId;
        return true;
      },
      jwt: ({ token: claims, user }) => (user ? { sid: user.id } : { sid: claims.sid }),
      session: ({ session, token: claims }) => ({ expires: session.expires, sid: claims.sid }),
      redirect: ({ url, baseUrl }) =>
        URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl
          ? new URL(url, baseUrl).href
          : baseUrl,
    },
    events: {
      async signOut({ token: claims }) {
        const parsed = token.safeParse(claims);
        if (parsed.success) await closeSession(parsed.data.sid);
      },
    },
  };
}

/**
 * What the request's cookie says, if it was sealed here and its time is not over. next-auth's own
 * reading seals a new cookie each time too, which no page and no procedure could set.
 */
async function readCookie(): Promise<unknown> {
  const { AUTH_SECRET: secret, APP_URL } = env();
  const name = APP_URL.startsWith("https:") ? hostCookie : plainCookie;
  const sealed = (await cookies()).get(name)?.value;
  if (!sealed) return null;
  try {
    return await decode({ token: sealed, secret });
  } catch (error) {
    libraryLine("warn", "sign-in", [error]);
    return null;
  }
}

/** The signed-in person of this request, or null. Read once a request. */
export const viewer = cache(async (): Promise<Viewer | null> => {
  const parsed = token.safeParse(await readCookie());
  if (!parsed.success) return null;
  const attended = !(await headers()).has(unattendedHeader);
  return readViewer(parsed.data.sid, { attended });
});
