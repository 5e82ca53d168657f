import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { etsyApp } from "@/sandbox/demo";
import type { TestEtsy } from "@/sandbox/etsy/testing";
import { startForTest } from "@/sandbox/etsy/testing";

let etsy: TestEtsy;
beforeAll(async () => {
  etsy = await startForTest();
});
afterAll(() => etsy.close());
beforeEach(() => etsy.control("/reset", { empty: true }));

const ping = (headers: Record<string, string> = {}) =>
  etsy.request("/v3/application/openapi-ping", { headers });
const { keystring, sharedSecret } = etsyApp;

test("answers the application's id to keystring and secret", async () => {
  const answer = await ping();
  expect([answer.status, answer.json]).toEqual([200, { application_id: etsyApp.applicationId }]);
});

test.each([
  ["no key", "", 401, "Missing or invalid API key"],
  ["another keystring", `other:${sharedSecret}`, 401, "Missing or invalid API key"],
  ["no secret", keystring, 403, "Shared secret is required in x-api-key header."],
  ["an empty secret", `${keystring}:`, 403, "Shared secret is required in x-api-key header."],
  ["a wrong secret", `${keystring}:wrong`, 403, expect.stringContaining("Shared secret")],
])("refuses %s on every route", async (_, key, status, error) => {
  for (const path of ["openapi-ping", "users/me", "shops/61000001", "shops/61000001/receipts"]) {
    const headers = { "x-api-key": key };
    const answer = await etsy.request(`/v3/application/${path}`, { headers });
    expect([answer.status, answer.json]).toEqual([status, { error }]);
  }
});

test("every answer says what is left of both limits", async () => {
  await etsy.control("/settings", { perSecond: 50, perDay: 1000 }, "PUT");
  const { headers } = await ping();
  expect(headers.get("x-limit-per-second")).toBe("50");
  expect(headers.get("x-limit-per-day")).toBe("1000");
  expect(headers.get("x-remaining-this-second")).toBe("49");
  expect(headers.get("x-remaining-today")).toBe("999");
  await etsy.control("/settings", { shortSecondHeader: true }, "PUT");
  expect((await ping()).headers.get("x-remaining-this-secon")).not.toBeNull();
});

test("more than the limit of a second is 429 with retry-after, and free again in the next", async () => {
  await etsy.control("/settings", { perSecond: 3 }, "PUT");
  const answers = await Promise.all(Array.from({ length: 12 }, () => ping()));
  const over = answers.filter((answer) => answer.status === 429);
  expect(over.length).toBeGreaterThanOrEqual(6);
  expect(over[0]?.json).toEqual({ error: "Exceeded per second rate limit" });
  expect(over[0]?.headers.get("retry-after")).toBe("1");
  await new Promise((resolve) => setTimeout(resolve, 1001));
  expect((await ping()).status).toBe(200);
});

test("more than the limit of a day is 429 until the oldest hour is a day old", async () => {
  await etsy.control("/settings", { perDay: 2 }, "PUT");
  await ping();
  await ping();
  const over = await ping();
  expect([over.status, over.json]).toEqual([429, { error: "Exceeded daily rate limit" }]);
  expect(over.headers.get("x-remaining-today")).toBe("0");
  const wait = Number(over.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(22 * 3600);
  await etsy.control("/settings", { clockOffset: wait - 5 }, "PUT");
  expect((await ping()).status).toBe(429);
  await etsy.control("/settings", { clockOffset: wait + 1 }, "PUT");
  expect((await ping()).status).toBe(200);
});

test("retry-after can be left out", async () => {
  await etsy.control("/settings", { perDay: 1, retryAfter: false }, "PUT");
  await ping();
  const over = await ping();
  expect([over.status, over.headers.get("retry-after")]).toEqual([429, null]);
});

test("a refused key costs nothing", async () => {
  await etsy.control("/settings", { perDay: 1 }, "PUT");
  await ping({ "x-api-key": "other:x" });
  expect((await ping()).status).toBe(200);
});

test("an account without a shop has no shop_id, and its shops are not found", async () => {
  const { access_token } = await etsy.tokens("buyer-only");
  expect((await etsy.api("/users/me", access_token)).json).toEqual({ user_id: 71000004 });
  expect((await etsy.request("/v3/application/users/71000004/shops")).status).toBe(404);
  expect((await etsy.request("/v3/application/users/71000001/shops")).json).toMatchObject({
    shop_id: 61000001,
  });
});
