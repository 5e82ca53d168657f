import { beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nowhere",
    AUTH_SECRET: "a secret that only tests know, long enough",
    ENCRYPTION_KEYS: `a:${Buffer.alloc(32, 1).toString("base64")}`,
    ETSY_KEYSTRING: "k",
    ETSY_SHARED_SECRET: "s",
  });
});

async function optionsAt(appUrl: string) {
  process.env.APP_URL = appUrl;
  const { authOptions } = await import("./auth");
  return authOptions();
}

it("H65: under https the session cookie is of this host alone, and no script reads it", async () => {
  const { cookies, useSecureCookies } = await optionsAt("https://console.test");
  expect(useSecureCookies).toBe(true);
  expect(cookies?.sessionToken?.name).toMatch(/^__Host-/);
  expect(cookies?.sessionToken?.options).toEqual({
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: true,
  });
});

it("H14: next-auth leads to no other address after sign-in", async () => {
  const { callbacks } = await optionsAt("http://localhost:3000");
  const baseUrl = "http://localhost:3000";
  const to = (url: string) => callbacks?.redirect?.({ url, baseUrl });
  expect(await to("/billing")).toBe(`${baseUrl}/billing`);
  for (const url of ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)"])
    expect(await to(url)).toBe(baseUrl);
});
