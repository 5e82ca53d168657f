import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { etsyApp } from "@/sandbox/demo";
import type { TestEtsy } from "@/sandbox/etsy/testing";
import { authorization, callback, startForTest } from "@/sandbox/etsy/testing";

const TOKEN = "/v3/public/oauth/token";
let etsy: TestEtsy;
beforeAll(async () => {
  etsy = await startForTest();
});
afterAll(() => etsy.close());
beforeEach(() => etsy.control("/reset", { empty: true }));

async function consent(answer: Record<string, string>, change = {}) {
  const { path, verifier } = authorization(change);
  const sent = await etsy.form(path, answer);
  const back = new URL(sent.headers.get("location") ?? "http://none");
  return { verifier, status: sent.status, back, code: back.searchParams.get("code") ?? "" };
}
const redeem = (code: string, verifier: string, change = {}) =>
  etsy.form(TOKEN, {
    grant_type: "authorization_code",
    client_id: etsyApp.keystring,
    redirect_uri: callback,
    code,
    code_verifier: verifier,
    ...change,
  });
const refresh = (token: string) =>
  etsy.form(TOKEN, {
    grant_type: "refresh_token",
    client_id: etsyApp.keystring,
    refresh_token: token,
  });
const revokedBody = { error: "invalid_grant", error_description: "refresh_token is revoked" };

describe("consent page", () => {
  test("offers every demo seller and lists the scopes", async () => {
    const page = await etsy.request(authorization().path);
    expect(page.status).toBe(200);
    for (const text of [
      "MapleAndMoss",
      "HarbourCandles",
      "QuietKiln",
      "buyer-only",
      "transactions_w",
    ])
      expect(page.text).toContain(text);
  });
  test("Allow sends code and state back, and Deny access_denied", async () => {
    const allowed = await consent({ seller: "maple", decision: "allow" });
    expect(allowed.back.href.startsWith(`${callback}?`)).toBe(true);
    expect(allowed.back.searchParams.get("state")).toBe("state-1");
    expect(allowed.code).not.toBe("");
    const denied = await consent({ seller: "maple", decision: "deny" });
    expect(denied.back.searchParams.get("error")).toBe("access_denied");
    expect(denied.back.searchParams.get("state")).toBe("state-1");
    expect(denied.code).toBe("");
  });
  test.each([
    ["an unknown client_id", { client_id: "other" }],
    ["no code_challenge", { code_challenge: undefined }],
    ["the plain method", { code_challenge_method: "plain" }],
    ["no method", { code_challenge_method: undefined }],
    ["no state", { state: undefined }],
    ["a redirect address of another site", { redirect_uri: "https://example.com/back" }],
    ["an unknown scope", { scope: "shops_r everything" }],
    ["another response type", { response_type: "token" }],
  ])("shows an error page and never redirects for %s", async (_, change) => {
    const { path } = authorization(change);
    for (const answer of [await etsy.request(path), await etsy.form(path, { decision: "allow" })]) {
      expect(answer.status).toBe(400);
      expect(answer.headers.get("location")).toBeNull();
      expect(answer.text).toContain('role="alert"');
    }
  });
  test("takes a redirect address from the settings, letter by letter", async () => {
    const redirect_uri = "https://app.example.com/cb";
    await etsy.control("/settings", { redirectUris: [redirect_uri] }, "PUT");
    expect((await etsy.request(authorization({ redirect_uri }).path)).status).toBe(200);
    const other = authorization({ redirect_uri: `${redirect_uri}/` }).path;
    expect((await etsy.request(other)).status).toBe(400);
  });
});

describe("code grant", () => {
  test("gives a pair prefixed with the user id, good for the seller's own shop", async () => {
    const { code, verifier } = await consent({ seller: "maple", decision: "allow" });
    const { status, json } = await redeem(code, verifier);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    expect(json.access_token).toMatch(/^71000001\./);
    expect(json.refresh_token).toMatch(/^71000001\./);
    const me = await etsy.api("/users/me", json.access_token);
    expect(me.json).toEqual({ user_id: 71000001, shop_id: 61000001 });
  });
  test("takes a code once", async () => {
    const { code, verifier } = await consent({ seller: "maple", decision: "allow" });
    await redeem(code, verifier);
    const again = await redeem(code, verifier);
    expect([again.status, again.json.error]).toEqual([400, "invalid_grant"]);
  });
  test.each([
    ["a verifier that does not fit", { code_verifier: "x".repeat(43) }, "invalid_grant"],
    ["another redirect_uri", { redirect_uri: "http://localhost:3000/other" }, "invalid_grant"],
    ["a short verifier", { code_verifier: "short" }, "invalid_request"],
    ["no code", { code: "" }, "invalid_request"],
    ["another grant type", { grant_type: "password" }, "unsupported_grant_type"],
  ])("refuses %s", async (_, change, error) => {
    const { code, verifier } = await consent({ seller: "maple", decision: "allow" });
    const answer = await redeem(code, verifier, change);
    expect([answer.status, answer.json.error]).toEqual([400, error]);
  });
  test("refuses a code after its time", async () => {
    const { code, verifier } = await consent({ seller: "maple", decision: "allow" });
    await etsy.control("/settings", { clockOffset: 301 }, "PUT");
    expect((await redeem(code, verifier)).json.error).toBe("invalid_grant");
  });
  test("refuses JSON and blames the key, as Etsy does", async () => {
    const body = JSON.stringify({ grant_type: "refresh_token", refresh_token: "1.x" });
    const headers = { "content-type": "application/json" };
    const answer = await etsy.request(TOKEN, { method: "POST", body, headers });
    expect([answer.status, answer.json.error]).toEqual([403, expect.stringContaining("x-api-key")]);
  });
  test("a scope that the seller unticked is missing from the token", async () => {
    const { code, verifier } = await consent({
      seller: "maple",
      decision: "allow",
      scope: "shops_r",
    });
    const { json } = await redeem(code, verifier);
    const scopes = await etsy.form("/v3/application/scopes", { token: json.access_token });
    expect(scopes.json).toEqual({ scopes: ["shops_r"] });
    const receipts = await etsy.api("/shops/61000001/receipts", json.access_token);
    expect([receipts.status, receipts.json.error]).toEqual([403, expect.stringContaining("scope")]);
  });
});

describe("refresh grant", () => {
  test("rotates: the new pair works, the old refresh token is dead", async () => {
    const first = await etsy.tokens("maple");
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.json.refresh_token).not.toBe(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect([again.status, again.json]).toEqual([400, revokedBody]);
    expect((await refresh(second.json.refresh_token)).status).toBe(200);
  });
  test("in grace mode the old one works again for 60 s", async () => {
    await etsy.control("/settings", { refreshMode: "grace" }, "PUT");
    const { refresh_token } = await etsy.tokens("maple");
    await refresh(refresh_token);
    expect((await refresh(refresh_token)).status).toBe(200);
    await etsy.control("/settings", { clockOffset: 61 }, "PUT");
    expect((await refresh(refresh_token)).json).toEqual(revokedBody);
  });
  test("in family mode a second use kills the new pair too", async () => {
    await etsy.control("/settings", { refreshMode: "reuse-revokes-family" }, "PUT");
    const { refresh_token } = await etsy.tokens("maple");
    const { json } = await refresh(refresh_token);
    await refresh(refresh_token);
    expect((await refresh(json.refresh_token)).json).toEqual(revokedBody);
    expect((await etsy.api("/users/me", json.access_token)).status).toBe(401);
  });
  test("is refused after 90 days", async () => {
    const { refresh_token } = await etsy.tokens("maple");
    await etsy.control("/settings", { clockOffset: 90 * 86_400 + 1 }, "PUT");
    expect((await refresh(refresh_token)).json.error).toBe("invalid_grant");
  });
  test("a revoked seller has neither access nor refresh; other sellers keep both", async () => {
    const maple = await etsy.tokens("maple");
    const harbour = await etsy.tokens("harbour");
    expect((await etsy.control("/revoke", { login: "maple" })).json).toEqual({ revoked: 1 });
    expect((await refresh(maple.refresh_token)).json).toEqual(revokedBody);
    expect((await etsy.api("/users/me", maple.access_token)).status).toBe(401);
    expect((await etsy.api("/users/me", harbour.access_token)).status).toBe(200);
  });
});

describe("bearer", () => {
  test("an expired access token is named, and a refresh helps", async () => {
    const pair = await etsy.tokens("maple");
    await etsy.control("/expire", { login: "maple" });
    const dead = await etsy.api("/users/me", pair.access_token);
    expect([dead.status, dead.json]).toEqual([
      401,
      { error: "invalid_token", error_description: "access token is expired" },
    ]);
    const { json } = await refresh(pair.refresh_token);
    expect((await etsy.api("/users/me", json.access_token)).status).toBe(200);
  });
  test("a token without the user's prefix is refused in Etsy's words", async () => {
    const answer = await etsy.api("/users/me", "abcdef");
    expect([answer.status, answer.json.error]).toEqual([
      403,
      "No user was provided as part of the bearer token.",
    ]);
  });
  test("no token is 401", async () => {
    expect((await etsy.request("/v3/application/users/me")).status).toBe(401);
  });
});
