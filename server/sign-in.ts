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
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll())
    jar.set(cookie);
  return response;
}

async function csrfToken(): Promise<string> {
  const answer: unknown = await (await askNextAuth(["csrf"])).json();
  return z.object({ csrfToken: z.string() }).parse(answer).csrfToken;
}

/**
 * Signs a person in; to be called from a server action. "wrong" when e-mail address and password do
 * not fit, "failed" when that could not be found out.
 */
export async function signIn(
  email: string,
  password: string,
): Promise<"signed_in" | "wrong" | "failed"> {
  const token = await csrfToken();
  const response = await askNextAuth(["callback", "credentials"], {
    csrfToken: token,
    email,
    password,
    callbackUrl: env().APP_URL,
  });
  if (response.ok) return "signed_in";
  return (await response.text()).includes("CredentialsSignin") ? "wrong" : "failed";
}

/** Ends the session of this browser, here and in the database. */
export async function signOut(): Promise<void> {
  await askNextAuth(["signout"], { csrfToken: await csrfToken(), callbackUrl: env().APP_URL });
}
