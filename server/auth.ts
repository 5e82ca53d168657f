import "server-only";
import type { NextAuthOptions } from "next-auth";
import { getServerSession } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { cache } from "react";
import { z } from "zod";
import { env } from "./env";
import { checkCredentials } from "./people/credentials";
import type { Viewer } from "./people/session";
import { closeSession, openSession, readViewer, sessionLifetimeMs } from "./people/session";

const credentials = z.object({
  email: z.string().min(3).max(320),
  password: z.string().min(1).max(1024),
});

/** The cookie holds the session's id and nothing else that anyone relies on. */
const token = z.object({ sid: z.uuid() });

const hostCookie = "__Host-next-auth.session-token";
const cookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure: true } as const;

export function authOptions(): NextAuthOptions {
  const https = env().APP_URL.startsWith("https:");
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: https,
    // Browsers take a cookie of this name from this very host alone: no neighbour can plant one.
    cookies: https ? { sessionToken: { name: hostCookie, options: cookieOptions } } : {},
    session: { strategy: "jwt", maxAge: sessionLifetimeMs / 1000 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(given, request) {
          const parsed = credentials.safeParse(given);
          if (!parsed.success) return null;
          const userId = await checkCredentials(parsed.data.email, parsed.data.password);
          if (!userId) return null;
          const agent: unknown = request.headers?.["user-agent"];
          const id = await openSession(userId, typeof agent === "string" ? agent : null);
          return id ? { id } : null;
        },
      }),
    ],
    callbacks: {
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

/** The signed-in person of this request, or null. Read once a request. */
export const viewer = cache(async (): Promise<Viewer | null> => {
  const parsed = token.safeParse(await getServerSession(authOptions()));
  return parsed.success ? readViewer(parsed.data.sid) : null;
});
