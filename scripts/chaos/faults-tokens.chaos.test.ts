import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { integration, integrationEvent } from "@/db/schema/integration";
import { mail, notification } from "@/db/schema/notification";
import { userAccount } from "@/db/schema/people";
import { asOwner } from "@/scripts/testing/as-owner";
import { routes } from "@/scripts/testing/routes";
import { withEtsy } from "@/server/integrations/connection";
import { tokenRefreshes } from "@/server/metrics/counters";
import { addressMails } from "@/server/notifications/address";
import { findDueWork } from "@/server/orders/due-work";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import { checkInvariants } from "./check-invariants";
import { crashOnceAt } from "./crash-once";
import { drain, letTokensEnd, passTime, round } from "./drain";
import { runWorker } from "./kill/run-worker";
import { full } from "./kill/seeds";
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
/** What people are told about the shop, and by how many mails in all. */
async function toldOf({ id }: Shop) {
  // The people of the seed are the demo's, who get no mail.
  await db().update(userAccount).set({ demo: false });
  await addressMails();
  await addressMails();
  const told = await db().select().from(notification).where(eq(notification.integrationId, id));
  const mails = await db().select().from(mail);
  return {
    kinds: told.map(({ kind }) => kind),
    mails: mails.length,
    people: new Set(mails.map(({ userId }) => userId)).size,
  };
}
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

test("F8: a revoked connection needs a reconnect at the next pull, is told once, rests with all its work, and then misses nothing", async () => {
  const [shop] = await world.begin();
  await asOwner("truncate notification, mail cascade");
  const [made = ""] = await world.place(shop);
  await drain();
  const [stored = ""] = await world.place(shop);
  const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
  await pullPage(opened?.pullId ?? "");
  await world.dispatch(made);
  await world.etsy.control("POST", "/revoke", { login: shop.login });
  await db().update(integration).set({ nextPullAt: new Date() }).where(eq(integration.id, shop.id));
  const refused = await refreshes("refused");
  // One poll: the pull alone, before any other work meets the dead token.
  for (const { pullId } of (await findDueWork()).pulls) await pullPage(pullId);
  expect(await refreshes("refused")).toBe(refused + 1);
  expect(await world.rowOf(shop)).toMatchObject({ status: "reconnect", nextPullAt: null });

  const asked = (await world.etsy.journal()).length;
  const orders = await world.calls(routes.order);
  await world.place(shop, { count: 2 });
  for (let again = 0; again < 3; again++) {
    await passTime();
    await round();
  }
  expect((await world.etsy.journal()).length).toBe(asked);
  expect(await world.calls(routes.order)).toBe(orders);
  expect(await world.linkOf(stored)).toMatchObject({ state: "received" });
  expect(await world.linkOf(made)).toMatchObject({ state: "dispatched" });
  expect(await eventsOf(shop)).toEqual(["reconnect.needed"]);
  const { kinds, mails, people } = await toldOf(shop);
  expect(kinds).toEqual(["connection_lost"]);
  expect(people).toBeGreaterThan(0);
  expect(mails).toBe(people);
  expect(await checkInvariants(world)).toEqual([]);

  await reconnect(shop);
  expect(await world.settled()).toEqual([]);
  expect((await world.links()).map(({ state }) => state).sort()).toEqual([
    "completed",
    "created",
    "created",
    "created",
  ]);
  const events = await db()
    .select({ kind: integrationEvent.kind, data: integrationEvent.data })
    .from(integrationEvent)
    .where(eq(integrationEvent.integrationId, shop.id));
  expect(events.filter(({ kind }) => kind === "caught_up")).toEqual([
    { kind: "caught_up", data: { receipts: 2 } },
  ]);
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

test.each(full ? [2, 8, 32] : [32])(
  "F11: %i workers in two processes that need a new token at once ask for one",
  async (workers) => {
    const [shop] = await world.begin();
    await letTokensEnd();
    // So slow that the second process comes while the first one waits for it.
    await world.etsy.fault({
      route: routes.token,
      when: "before",
      fault: { kind: "delay", ms: 6000 },
    });
    const asks = { ASK: JSON.stringify({ integrationId: shop.id, times: workers / 2 }) };
    const ends = await Promise.all([runWorker(null, asks), runWorker(null, asks)]);
    expect(ends).toEqual(Array(2).fill({ code: 0, signal: null, said: "" }));
    expect(await world.calls(routes.token)).toBe(1);
    const tokens = (await world.etsy.journal(routes.me)).map(
      ({ headers }) => headers.authorization,
    );
    expect(tokens).toHaveLength(workers);
    expect(new Set(tokens).size).toBe(1);
    expect(await world.settled()).toEqual([]);
  },
);

test("F36: a clock an hour behind takes an ended token for a valid one, and Etsy's word settles it at one refresh", async () => {
  const [shop] = await world.begin();
  await letTokensEnd();
  await withEtsy(shop.id, (etsy) => etsy.getMe());
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  try {
    await world.etsy.control("POST", "/expire", { login: shop.login });
    await withEtsy(shop.id, (etsy) => etsy.getMe());
  } finally {
    vi.useRealTimers();
  }
  expect(await world.calls(routes.token)).toBe(2);
  expect(await world.rowOf(shop)).toMatchObject({ status: "active" });
  expect(await world.settled()).toEqual([]);
});

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
