import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { integrationEvent } from "@/db/schema/integration";
import { routes } from "@/scripts/testing/routes";
import { withEtsy } from "@/server/integrations/connection";
import { tokenRefreshes } from "@/server/metrics/counters";
import { checkInvariants } from "./check-invariants";
import { crashOnceAt } from "./crash-once";
import { letTokensEnd, passTime, round } from "./drain";
import type { Shop } from "./shops";
import { reconnectShop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const eventsOf = async ({ id }: Shop) =>
  (await db().select().from(integrationEvent).where(eq(integrationEvent.integrationId, id))).map(
    ({ kind }) => kind,
  );
/** How often getting a new token of Etsy has ended so in this process. */
const refreshes = async (outcome: string): Promise<number> =>
  (await tokenRefreshes.get()).values.find(
    ({ labels }) => labels.system === "etsy" && labels.outcome === outcome,
  )?.value ?? 0;
const reconnect = (shop: Shop) => reconnectShop(world.etsy, shop);

test("F7: a token that Etsy calls expired is refreshed once, and the call is repeated once", async () => {
  const [shop] = await world.begin();
  await world.place(shop);
  await world.etsy.control("POST", "/expire", { login: shop.login });
  const before = await refreshes("done");
  await round();
  expect(await refreshes("done")).toBe(before + 1);
  expect(await world.calls(routes.token)).toBe(1);
  expect(await world.calls(routes.page)).toBe(2);
  expect(await world.settled()).toEqual([]);
});

test("F8: a revoked connection needs a reconnect at the next pull, is told once, rests, and then misses nothing", async () => {
  const [shop] = await world.begin();
  await world.place(shop);
  await world.etsy.control("POST", "/revoke", { login: shop.login });
  await passTime();
  const refused = await refreshes("refused");
  await round();
  expect(await refreshes("refused")).toBe(refused + 1);
  expect(await world.rowOf(shop)).toMatchObject({ status: "reconnect", nextPullAt: null });
  const before = (await world.etsy.journal()).length;
  await world.place(shop, { count: 2 });
  for (let again = 0; again < 3; again++) {
    await passTime();
    await round();
  }
  expect((await world.etsy.journal()).length).toBe(before);
  expect(await eventsOf(shop)).toEqual(["reconnect.needed"]);
  expect(await checkInvariants(world)).toEqual([]);
  await reconnect(shop);
  expect(await world.settled()).toEqual([]);
  expect(await world.links()).toHaveLength(3);
});

test.each([500, 503])(
  "F9: a %i of the token endpoint changes no state and passes",
  async (status) => {
    const [shop] = await world.begin();
    await world.place(shop);
    await letTokensEnd();
    await world.etsy.fault({
      route: routes.token,
      when: "before",
      fault: { kind: "status", status },
    });
    const failed = await refreshes("failed");
    await round();
    expect(await refreshes("failed")).toBe(failed + 1);
    expect(await world.rowOf(shop)).toMatchObject({ status: "active" });
    expect(await world.settled()).toEqual([]);
  },
);

const rotations = [
  ["single-use", "reconnect"],
  ["grace", "active"],
  ["reuse-revokes-family", "reconnect"],
] as const;

test.each(rotations)(
  "F10: a rotated token whose answer was lost ends as it must in mode %s: %s",
  async (refreshMode, status) => {
    const [shop] = await world.begin();
    await world.etsy.control("PUT", "/settings", { refreshMode });
    await world.place(shop);
    await letTokensEnd();
    await world.etsy.fault({ route: routes.token, when: "after", fault: { kind: "reset" } });
    for (let poll = 0; poll < 2; poll++) {
      await passTime();
      await round();
    }
    expect(await world.rowOf(shop)).toMatchObject({ status });
    expect(await checkInvariants(world, { drained: true })).toEqual([]);
    if (status === "reconnect") await reconnect(shop);
    expect(await world.settled()).toEqual([]);
  },
);

test.each(rotations)(
  "F10: a process that ends between the new token and its commit ends as it must in mode %s: %s",
  async (refreshMode, status) => {
    const [shop] = await world.begin();
    await world.etsy.control("PUT", "/settings", { refreshMode });
    await world.place(shop);
    await letTokensEnd();
    crashOnceAt("token.refreshed.after");
    for (let poll = 0; poll < 2; poll++) {
      await passTime();
      await round();
    }
    expect(await world.rowOf(shop)).toMatchObject({ status });
    if (status === "reconnect") {
      expect(await eventsOf(shop)).toEqual(["reconnect.needed"]);
      await reconnect(shop);
    }
    await world.etsy.control("DELETE", "/journal");
    expect(await world.settled()).toEqual([]);
  },
);

test.each([2, 8, 32])(
  "F11: %i workers that need a new token at once ask for one",
  async (workers) => {
    const [shop] = await world.begin();
    await letTokensEnd();
    const all = Array.from({ length: workers }, () => withEtsy(shop.id, (etsy) => etsy.getMe()));
    expect(new Set((await Promise.all(all)).map(({ userId }) => userId)).size).toBe(1);
    expect(await world.calls(routes.token)).toBe(1);
    expect(await world.settled()).toEqual([]);
  },
);

test("F12: a worker that waits for a slow refresh reads its result instead of spending the token again", async () => {
  const [shop] = await world.begin();
  await letTokensEnd();
  await world.etsy.fault({
    route: routes.token,
    when: "before",
    fault: { kind: "delay", ms: 4000 },
  });
  const first = withEtsy(shop.id, (etsy) => etsy.getMe());
  await new Promise((resume) => setTimeout(resume, 500));
  await Promise.all([first, withEtsy(shop.id, (etsy) => etsy.getMe())]);
  expect(await world.calls(routes.token)).toBe(1);
  expect(await world.settled()).toEqual([]);
});
