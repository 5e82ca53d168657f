import { createHmac } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { expect, isSignedOut, logins, signIn, test } from "./fixtures";

/** A sign-in as a program asks for it; what it answers, without following it. */
async function askToSignIn(
  api: APIRequestContext,
  given: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const { csrfToken } = await (await api.get("/api/auth/csrf")).json();
  const answer = await api.post("/api/auth/callback/credentials", {
    form: { ...given, csrfToken, json: "true" },
    headers,
  });
  return { status: answer.status(), text: await answer.text() };
}

test("H2 H4 H7 Whoever tries to sign in by programs gains nothing by what they send", async ({
  request,
}) => {
  const nobody = { email: `nobody-${Date.now()}@x.test`, password: "wrong" };
  for (let turn = 1; turn <= 9; turn++) {
    const lie = `198.51.100.${turn}`;
    const { status, text } = await askToSignIn(request, nobody, {
      "x-forwarded-for": lie,
      "x-peer-address": lie,
    });
    expect(status).toBe(401);
    expect(text).toContain(turn <= 8 ? "CredentialsSignin" : "wait%3A");
  }
  for (const given of [
    { email: "a\0@x.test", password: "wrong" },
    { email: "a@x.test", password: "a".repeat(1_000_000) },
  ])
    expect(await askToSignIn(request, given)).toMatchObject({
      status: 401,
      text: expect.stringContaining("CredentialsSignin"),
    });
});

test("H10 H13 A cookie of an ended session, or one that was made up, opens nothing", async ({
  page,
  context,
  request,
  baseURL,
}) => {
  await signIn(page, logins.customerUser);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name.endsWith("session-token"));
  const csrf = cookies.find(({ name }) => name.endsWith("csrf-token"));
  if (!session || !csrf) throw new Error("There is no session cookie.");
  // The id of a session that is open: what is made up fails for its seal alone.
  const { sid } = await (await context.request.get("/api/auth/session")).json();
  expect(sid).toMatch(/^[0-9a-f-]{36}$/);
  const claims = { sid, exp: 4_000_000_000, iat: 1_700_000_000 };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = (key: string) => {
    const head = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
    return `${head}.${createHmac("sha256", key).update(head).digest("base64url")}`;
  };
  const [head = "", ...rest] = session.value.split(".");
  const forged = {
    "no algorithm": `${part({ alg: "none" })}.${part(claims)}.`,
    "no algorithm, sealed form": [part({ alg: "none", enc: "A256GCM" }), ...rest].join("."),
    "signed with nothing": `${part({ alg: "HS256" })}.${part(claims)}.`,
    "signed with a guess": signed("secret"),
    "signed with an empty key": signed(""),
    "sealed with another key": await encode({ token: claims, secret: "another secret".repeat(4) }),
    "over long ago": await encode({ token: { sid }, secret: "x".repeat(40), maxAge: -60 }),
    "another tag": [head, ...rest.slice(0, -1), "A".repeat(22)].join("."),
    "another head": [part({ alg: "dir", enc: "A128GCM" }), ...rest].join("."),
    "the token of a form": csrf.value,
    "the id alone": sid,
  };
  for (const [how, value] of Object.entries(forged)) {
    const answer = await request.get(`${baseURL}/integrations`, {
      headers: { cookie: `${session.name}=${value}` },
      maxRedirects: 0,
    });
    expect(answer.status(), how).toBe(307);
    expect(answer.headers().location, how).toContain("/sign-in");
  }
  // The real one was good all the while.
  await page.goto("/account");
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.goBack();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await context.addCookies([session]);
  await isSignedOut(page);
});
