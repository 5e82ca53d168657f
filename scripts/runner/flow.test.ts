import { expect, test } from "vitest";
import { pause, startAll, status, until } from "./testing";

test("idempotency lets one run in per key", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "once", triggers: { event: "go" }, idempotency: "event.data.receiptId" },
      ({ event }) => {
        seen.push(event.data.receiptId);
      },
    ),
  ]);
  await client.send([1, 1, 2, 1].map((receiptId) => ({ name: "go", data: { receiptId } })));
  await until(() => seen.length >= 2, "two ran");
  await pause(100);
  expect(seen.sort()).toEqual([1, 2]);
});

test("an idempotency key is free again after 24 hours", async () => {
  let runs = 0;
  const { client } = await startAll(
    (c) => [
      c.createFunction(
        { id: "once", triggers: { event: "go" }, idempotency: "event.data.id" },
        () => {
          runs++;
        },
      ),
    ],
    { clockScale: 86_400 * 2 },
  );
  await client.send({ name: "go", data: { id: 1 } });
  await until(() => runs === 1, "the first ran");
  await pause(600);
  await client.send({ name: "go", data: { id: 1 } });
  await until(() => runs === 2, "the second ran");
});

test("a throttle spaces starts evenly, in order, and drops none", async () => {
  const at: number[] = [];
  const order: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "even", triggers: { event: "go" }, throttle: { limit: 2, period: "8s" } },
      ({ event }) => {
        at.push(Date.now());
        order.push(event.data.n);
      },
    ),
  ]);
  await client.send([1, 2, 3, 4].map((n) => ({ name: "go", data: { n } })));
  await until(() => at.length === 4, "all four ran");
  expect(order).toEqual([1, 2, 3, 4]);
  // A start every 4 s, which is 200 ms at this clock.
  expect((at[3] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(560);
});

test("a throttle with a burst starts limit + burst at once, and then one at a time", async () => {
  const at: number[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "burst", triggers: { event: "go" }, throttle: { limit: 2, period: "12s", burst: 1 } },
      () => {
        at.push(Date.now());
      },
    ),
  ]);
  await client.send([1, 2, 3, 4].map((n) => ({ name: "go", data: { n } })));
  await until(() => at.length === 4, "all four ran");
  // Evenly spaced, the third would start after 600 ms.
  expect((at[2] ?? 0) - (at[0] ?? 0)).toBeLessThan(580);
  expect((at[3] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(250);
});

test("a rate limit skips what is above it, per key, until the period is over", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      {
        id: "limited",
        triggers: { event: "go" },
        rateLimit: { limit: 1, period: "10s", key: "event.data.shop" },
      },
      ({ event }) => {
        seen.push(`${event.data.shop}${event.data.n}`);
      },
    ),
  ]);
  const send = (n: number) =>
    client.send(["a", "a", "b"].map((shop) => ({ name: "go", data: { shop, n } })));
  await send(1);
  await pause(700);
  await send(2);
  await until(() => seen.length >= 4, "the second period ran");
  await pause(50);
  expect(seen.sort()).toEqual(["a1", "a2", "b1", "b2"]);
});

test("a debounce runs once with the last event, after a quiet period", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "calm", triggers: { event: "go" }, debounce: { period: "6s" } },
      (ctx) => {
        seen.push(ctx.event.data.n);
      },
    ),
  ]);
  for (const n of [1, 2, 3]) {
    await client.send({ name: "go", data: { n } });
    await pause(60);
  }
  expect(seen).toEqual([]);
  await until(() => seen.length > 0, "the quiet period is over");
  expect(seen).toEqual([3]);
});

test("a debounce runs after its timeout even when events keep coming", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "calm", triggers: { event: "go" }, debounce: { period: "8s", timeout: "12s" } },
      ({ event }) => {
        seen.push(event.data.n);
      },
    ),
  ]);
  for (let n = 1; seen.length === 0 && n < 30; n++) {
    await client.send({ name: "go", data: { n } });
    await pause(50);
  }
  expect(seen).toHaveLength(1);
});

test.each([
  ["skip", ["first"]],
  ["cancel", ["second"]],
] as const)("a singleton with mode %s keeps one run per key", async (mode, expected) => {
  const seen: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "single", triggers: { event: "go" }, singleton: { mode } },
      async (ctx) => {
        await ctx.step.sleep("hold", "6s");
        await ctx.step.run("end", () => seen.push(String(ctx.event.data.name)));
      },
    ),
  ]);
  await client.send({ name: "go", data: { name: "first" } });
  await pause(100);
  await client.send({ name: "go", data: { name: "second" } });
  await until(() => seen.length > 0, "one run ended");
  await pause(400);
  expect(seen).toEqual(expected);
});

test("batchEvents joins events until the size or the time is reached", async () => {
  const sizes: number[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "batch", triggers: { event: "go" }, batchEvents: { maxSize: 3, timeout: "5s" } },
      ({ events }) => {
        sizes.push(events.length);
      },
    ),
  ]);
  await client.send(Array.from({ length: 5 }, () => ({ name: "go" })));
  await until(() => sizes.length === 2, "both batches ran");
  expect(sizes).toEqual([3, 2]);
});

test("a run of higher priority goes before one that was sent earlier", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll(
    (c) => [
      c.createFunction(
        {
          id: "ranked",
          triggers: { event: "go" },
          priority: { run: "event.data.byHand == true ? 300 : 0" },
        },
        async ({ event }) => {
          seen.push(event.data.n);
          await pause(30);
        },
      ),
    ],
    { maxInFlight: 1, clockScale: 1 },
  );
  await client.send([1, 2, 3].map((n) => ({ name: "go", data: { n } })));
  await client.send({ name: "go", data: { n: "by hand", byHand: true } });
  await until(() => seen.length === 4, "all ran");
  expect(seen.indexOf("by hand")).toBeLessThan(3);
});

test("cancelOn ends the matching run, at rest or delayed, and no other", async () => {
  const ended: unknown[] = [];
  const cancelled: unknown[] = [];
  const { client, runner } = await startAll((c) => [
    c.createFunction(
      {
        id: "long",
        triggers: { event: "go" },
        cancelOn: [{ event: "integration/deleted", match: "data.id" }],
      },
      async ({ event, step }) => {
        await step.sleep("hold", "6s");
        await step.run("end", () => ended.push(event.data.id));
      },
    ),
    c.createFunction({ id: "watch", triggers: { event: "inngest/function.cancelled" } }, (ctx) => {
      cancelled.push(ctx.event.data.function_id);
    }),
  ]);
  await client.send(["a", "b"].map((id) => ({ name: "go", data: { id } })));
  await client.send({ name: "go", data: { id: "a" }, ts: Date.now() + 5_000 });
  await until(async () => (await status(runner)).running === 2, "two runs sleep");
  await client.send({ name: "integration/deleted", data: { id: "a" } });
  await until(() => ended.length > 0, "the other run ended");
  await pause(300);
  expect(ended).toEqual(["b"]);
  expect(cancelled).toEqual(["shop-long", "shop-long"]);
});

test("timeouts.finish cancels a run that takes too long, timeouts.start one that waits too long", async () => {
  const ended: string[] = [];
  const { client, runner } = await startAll((c) => [
    c.createFunction(
      { id: "endless", triggers: { event: "go" }, timeouts: { finish: "2s" } },
      async ({ step }) => {
        await step.sleep("hold", "20s");
        ended.push("endless");
      },
    ),
    c.createFunction(
      {
        id: "impatient",
        triggers: { event: "go" },
        throttle: { limit: 1, period: "100s" },
        timeouts: { start: "4s" },
      },
      () => {
        ended.push("impatient");
      },
    ),
  ]);
  await client.send([{ name: "go" }, { name: "go" }]);
  await pause(300);
  await until(async () => {
    const { queued, running } = await status(runner);
    return queued + running === 0;
  }, "nothing is open");
  expect(ended).toEqual(["impatient"]);
});

test("cancelOn holds only until its timeout", async () => {
  const ended: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "long", triggers: { event: "go" }, cancelOn: [{ event: "stop", timeout: "4s" }] },
      async ({ step }) => {
        await step.sleep("hold", "12s");
        ended.push("end");
      },
    ),
  ]);
  await client.send({ name: "go" });
  await pause(350);
  await client.send({ name: "stop" });
  await until(() => ended.length > 0, "the run ended");
  expect(ended).toEqual(["end"]);
});

test("a run that is cancelled while it waits for the throttle leaves its place to the next", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      {
        id: "spaced",
        triggers: { event: "go" },
        throttle: { limit: 1, period: "10s" },
        cancelOn: [{ event: "stop", match: "data.n" }],
      },
      ({ event }) => {
        seen.push(event.data.n);
      },
    ),
  ]);
  await client.send([1, 2, 3].map((n) => ({ name: "go", data: { n } })));
  await until(() => seen.length === 1, "the first one ran");
  const from = Date.now();
  await client.send({ name: "stop", data: { n: 2 } });
  await until(() => seen.length === 2, "the next one ran");
  expect(seen).toEqual([1, 3]);
  // 500 ms for each place: two would be 1000.
  expect(Date.now() - from).toBeLessThan(980);
});
