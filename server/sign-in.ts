import "server-only";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { z } from "zod";
import { authOptions } from "./auth";
import { env } from "./env";

/**
 * Asks next-auth from within this process what a browser would ask it over HTTP, and passes its
 * cookies on: so the sign-in page is a plain form that works before, or without, its script.
 */
async function askNextAuth(path: string[], body?: Record<string, string>): Promise<Response> {
  const request = new NextRequest(`${env().APP_URL}/api/auth/${path.join("/")}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    body: body ? JSON.stringify({ ...body, json: "true" }) : null,
  });
  const params = Promise.resolve({ nextauth: path });
  const response: Response = await NextAuth(request, { params }, authOptions());
  const jar = await cookies();
  // What is taken away comes without a value, and reading it loses its Max-Age of 0.
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll())
    jar.set(cookie.value ? cookie : { ...cookie, value: "", expires: new Date(0) });
  return response;
}

async function csrfToken(): Promise<string> {
  const answer: unknown = await (await askNextAuth(["csrf"])).json();
  return z.object({ csrfToken: z.string() }).parse(answer).csrfToken;
}

export type SignInAnswer =
  | { kind: "signed_in" | "wrong" | "expired" | "failed" }
  | { kind: "second_factor"; challenge: string }
  | { kind: "wait"; seconds: number };

type Credentials = { email: string; password: string } | { challenge: string; code: string };

/**
 * Tries a half of a sign-in; to be called from a server action. "failed" when it could not be found
 * out whether it fits.
 */
export async function signIn(credentials: Credentials): Promise<SignInAnswer> {
  const response = await askNextAuth(["callback", "credentials"], {
    csrfToken: await csrfToken(),
    ...credentials,
    callbackUrl: env().APP_URL,
  });
  if (response.ok) return { kind: "signed_in" };
  const answer = z.object({ url: z.string() }).safeParse(await response.json().catch(() => null));
  const error = answer.success
    ? new URL(answer.data.url, env().APP_URL).searchParams.get("error")
    : "";
  const [kind, detail = ""] = error?.split(":") ?? [];
  if (kind === "CredentialsSignin") return { kind: "wrong" };
  if (kind === "wait") return { kind, seconds: Number(detail) || 60 };
  if (kind === "second_factor") return { kind, challenge: detail };
  return { kind: kind === "expired" ? kind : "failed" };
}

/** Where single sign-on begins, at the identity provider; null when it does not answer. */
export async function providerAddress(callbackUrl: string): Promise<string | null> {
  const response = await askNextAuth(["signin", "oidc"], {
    csrfToken: await csrfToken(),
    callbackUrl: new URL(callbackUrl, env().APP_URL).href,
  });
  const answer = z.object({ url: z.url() }).safeParse(await response.json().catch(() => null));
  if (!answer.success || new URL(answer.data.url).searchParams.has("error")) return null;
  return answer.data.url;
}

/** Ends the session of this browser, here and in the database. */
export async function signOut(): Promise<void> {
  await askNextAuth(["signout"], { csrfToken: await csrfToken(), callbackUrl: env().APP_URL });
}
