import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { etsyConnection } from "@/db/schema/integration";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { refreshConnection } from "./connection";
import { readQuota } from "./etsy-quota";

const meRoute = "GET /v3/application/users/me";
let world: World;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  integrationId = (await world.connect()).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await world.etsy.control("PUT", "/settings", { perSecond: 150, perDay: 100_000 });
});

const call = () => refreshConnection(integrationId);
const calls = async () => (await world.etsy.journal(meRoute)).length;
const refusal = async () => call().catch((error: unknown) => error);

it("the budget follows what Etsy's answers say", async () => {
  await world.etsy.control("PUT", "/settings", { perSecond: 40, perDay: 5000 });
  await call();
  expect(await readQuota(integrationId)).toMatchObject({
    limitPerSecond: 40,
    limitPerDay: 5000,
    used: 1,
    usedByShop: 1,
  });
  const [budget] = await db().select().from(etsyBudget);
  expect(budget?.remainingToday).toBeLessThan(5000);
});

it("thirty calls at once keep Etsy's limit of a second: none is answered with 429", async () => {
  await world.etsy.control("PUT", "/settings", { perSecond: 20 });
  await call();
  await Promise.all(Array.from({ length: 30 }, call));
  const answers = (await world.etsy.journal(meRoute)).map(({ status }) => status);
  expect(answers.filter((status) => status === 429)).toEqual([]);
  const [count] = await db().select().from(etsyCallCount);
  expect(count?.calls).toBe(31);
});

it("a 429 parks the shop for as long as Etsy asks, and Etsy is not called before", async () => {
  await world.etsy.fault({
    route: meRoute,
    when: "before",
    fault: { kind: "status", status: 429, headers: { "retry-after": "30" }, body: { error: "x" } },
  });
  expect(await refusal()).toMatchObject({ status: 429, retryAfterSeconds: 30 });
  const before = await calls();
  expect(await refusal()).toMatchObject({ status: 429, retryAfterSeconds: 30 });
  expect(await calls()).toBe(before);
  await db()
    .update(etsyConnection)
    .set({ parkedUntil: new Date(Date.now() - 1) });
  await call();
  expect(await calls()).toBe(before + 1);
});

it("an answer that the day is used up stops the whole app", async () => {
  const headers = { "retry-after": "600", "x-remaining-today": "0" };
  await world.etsy.fault({
    route: meRoute,
    when: "before",
    fault: { kind: "status", status: 429, headers, body: { error: "Exceeded daily rate limit" } },
  });
  await refusal();
  await db().update(etsyConnection).set({ parkedUntil: null });
  expect(await refusal()).toMatchObject({ status: 429, retryAfterSeconds: 600 });
});
