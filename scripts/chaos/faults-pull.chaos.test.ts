import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { pull } from "@/db/schema/integration";
import { routes } from "@/scripts/testing/routes";
import { findDueWork } from "@/server/orders/due-work";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import { drain, passTime, round } from "./drain";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

const full = process.env.CHAOS_FULL === "1";
let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());
afterEach(() => {
  vi.useRealTimers();
});

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
const bySchedule = { trigger: "schedule", userId: null } as const;
/** Kinds that are skipped, where only the reading is at stake. */
const alreadyShipped = { status: "completed" };

const clocks = [
  ["an hour ahead", 3_600_000],
  ["an hour behind", -3_600_000],
] as const;

test.each(clocks)(
  "F36: with a clock %s, and after it is set right, nothing is missed",
  async (_, offset) => {
    const [shop] = await world.begin();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + offset });
    const real = (seconds: number) => secondsAgo(seconds) - offset / 1000;
    await world.place(shop, { count: 2, createdAt: real(60) });
    await drain(2);
    await world.place(shop, { count: 2, createdAt: real(0) });
    await drain(2);
    vi.useRealTimers();
    await world.place(shop, { count: 2 });
    expect(await world.settled()).toEqual([]);
    expect(await world.links()).toHaveLength(6);
  },
);

test.each(clocks)(
  "F36: a clock that jumps to %s within a pull loses nothing",
  async (_, offset) => {
    const [shop] = await world.begin();
    await world.place(shop, {
      count: 130,
      createdAt: secondsAgo(7200),
      stepSeconds: 20,
      ...alreadyShipped,
    });
    const opened = await openPull(shop.id, bySchedule);
    await pullPage(opened?.pullId ?? "");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + offset });
    await pullPage(opened?.pullId ?? "");
    await drain(2);
    vi.useRealTimers();
    expect(await world.settled()).toEqual([]);
    expect(await world.links()).toHaveLength(130);
  },
);

test("F38: receipts that change or appear between two pages move no other out of sight", async () => {
  const [shop] = await world.begin();
  const ids = await world.place(shop, {
    count: 250,
    createdAt: secondsAgo(9000),
    stepSeconds: 20,
    ...alreadyShipped,
  });
  const opened = await openPull(shop.id, bySchedule);
  const next = () => pullPage(opened?.pullId ?? "");
  for (let first = 0; (await next()).more; first += 30) {
    // Read ones and unread ones go to the end, and new ones come.
    for (const id of [...ids.slice(first, first + 15), ...ids.slice(200 + first, 215 + first)])
      await world.etsy.control("POST", `/receipts/${id}/address`, { touch: true });
    await world.place(shop, { count: 15, ...alreadyShipped });
  }
  expect(await world.settled()).toEqual([]);
  const known = new Set((await world.links()).map(({ receiptId }) => receiptId));
  expect(ids.filter((id) => !known.has(id))).toEqual([]);
  expect(known.size).toBeGreaterThan(250);
});

test.each([100, 150, 301])(
  "F39: %i receipts of one second are all read, and the pull ends",
  async (count) => {
    const [shop] = await world.begin();
    await world.place(shop, { count: 7, createdAt: secondsAgo(7300), ...alreadyShipped });
    await world.place(shop, { count, createdAt: secondsAgo(7200), ...alreadyShipped });
    expect(await world.settled()).toEqual([]);
    expect(await world.links()).toHaveLength(count + 7);
  },
);

test("F40: a receipt that shows up five minutes behind the cursor is found by the overlap", async () => {
  const [shop] = await world.begin();
  await world.place(shop);
  await drain();
  const [late = ""] = await world.place(shop, { createdAt: secondsAgo(300) });
  expect(await world.settled()).toEqual([]);
  expect(await world.linkOf(late)).toMatchObject({ state: "created" });
});

test("F41: a window of more receipts than Etsy's largest offset is read without one", async () => {
  const [shop] = await world.begin();
  const count = full ? 12_500 : 450;
  await world.place(shop, {
    count,
    createdAt: secondsAgo(70_000),
    stepSeconds: 5,
    ...alreadyShipped,
  });
  await round();
  expect(await db().$count(pull, eq(pull.state, "succeeded"))).toBe(1);
  const offsets = (await world.etsy.journal(routes.page)).map(({ query }) => Number(query.offset));
  expect(Math.max(...offsets)).toBe(0);
  expect(await world.links()).toHaveLength(count);
});

test("F42: schedulers that fire together run one pull per shop, and a page read twice is stored once", async () => {
  const shops = await world.begin(3);
  for (const shop of shops)
    await world.place(shop, {
      count: 120,
      createdAt: secondsAgo(7200),
      stepSeconds: 5,
      ...alreadyShipped,
    });
  await passTime();
  const due = await Promise.all(Array.from({ length: 8 }, findDueWork));
  expect(await db().$count(pull, eq(pull.state, "running"))).toBe(3);
  const pulls = due.flatMap(({ pulls }) => pulls);
  expect(new Set(pulls.map(({ pullId }) => pullId)).size).toBe(3);
  const again = [...pulls, ...pulls, ...pulls];
  for (let page = 0; page < 3; page++)
    await Promise.all(again.map(({ pullId }) => pullPage(pullId)));
  expect(await db().$count(pull, eq(pull.state, "succeeded"))).toBe(3);
  expect(await world.settled()).toEqual([]);
  expect(await world.links()).toHaveLength(360);
});

test("F43: of twenty presses of Pull now at once one opens a pull, and the others join it", async () => {
  const [shop] = await world.begin();
  await world.place(shop);
  const press = () => openPull(shop.id, { trigger: "person", userId: null });
  const presses = await Promise.all(Array.from({ length: 20 }, press));
  expect(presses.filter((one) => one?.joined === false)).toHaveLength(1);
  expect(new Set(presses.map((one) => one?.pullId)).size).toBe(1);
  expect(await db().$count(pull)).toBe(1);
  expect(await world.settled()).toEqual([]);
});

test("F43: twenty presses of Pull now join the pull that runs", async () => {
  const [shop] = await world.begin();
  await world.place(shop);
  const running = await openPull(shop.id, bySchedule);
  const presses = await Promise.all(
    Array.from({ length: 20 }, () => openPull(shop.id, { trigger: "person", userId: null })),
  );
  expect(presses).toEqual(
    Array(20).fill({ pullId: running?.pullId, integrationId: shop.id, joined: true }),
  );
  expect(await world.settled()).toEqual([]);
});
