import { expect, test } from "vitest";
import { EVENT_KEY, pause, startAll, until } from "./testing";

async function startCounter() {
  const seen: unknown[] = [];
  const all = await startAll((c) => [
    c.createFunction({ id: "count", triggers: { event: "go" } }, ({ event }) => {
      seen.push(event.data.n);
    }),
  ]);
  const post = async (body: unknown, { key = EVENT_KEY, headers = {} } = {}) => {
    const response = await fetch(`${all.runner.url}/e/${key}`, {
      method: "POST",
      headers,
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const json = (await response.json()) as { ids?: string[]; status: number; error?: string };
    return { status: response.status, json };
  };
  return { ...all, seen, post };
}

test("one event or a list is answered with an id each and status 200", async () => {
  const { seen, post } = await startCounter();
  const one = await post({ name: "go", data: { n: 1 } });
  const two = await post([{ name: "go", data: { n: 2 } }, { name: "unheard" }]);
  expect([one.status, one.json.status, one.json.ids?.length]).toEqual([200, 200, 1]);
  expect(new Set([...(one.json.ids ?? []), ...(two.json.ids ?? [])]).size).toBe(3);
  await until(() => seen.length === 2, "both ran");
});

test("an event id counts once, within a list and across requests", async () => {
  const { seen, client } = await startCounter();
  const first = await client.send({ id: "same", name: "go", data: { n: 1 } });
  const again = await client.send([
    { id: "same", name: "go", data: { n: 2 } },
    { id: "other", name: "go", data: { n: 3 } },
    { id: "other", name: "go", data: { n: 4 } },
  ]);
  await until(() => seen.length >= 2, "two ran");
  await pause(100);
  expect(seen.sort()).toEqual([1, 3]);
  expect(again.ids[0]).toBe(first.ids[0]);
});

test("the SDK's own repetition of a request is recognised by its seed", async () => {
  const { seen, post } = await startCounter();
  const headers = { "x-inngest-event-id-seed": "1790000000000,AAAAAAAAAAAAAA==" };
  const body = [
    { name: "go", data: { n: 1 } },
    { name: "go", data: { n: 2 } },
  ];
  const first = await post(body, { headers });
  const again = await post(body, { headers });
  expect(again.json.ids).toEqual(first.json.ids);
  await until(() => seen.length >= 2, "both ran");
  await pause(100);
  expect(seen.sort()).toEqual([1, 2]);
});

test("an event with a ts in the future runs then", async () => {
  const { seen, client } = await startCounter();
  const sentAt = Date.now();
  await client.send({ name: "go", data: { n: 1 }, ts: sentAt + 10_000 });
  await until(() => seen.length === 1, "it ran");
  // 10 s are 500 ms at this clock.
  expect(Date.now() - sentAt).toBeGreaterThanOrEqual(480);
});

test("another event key is refused with 401 and nothing runs", async () => {
  const { seen, post } = await startCounter();
  const { status, json } = await post({ name: "go", data: { n: 1 } }, { key: "wrong" });
  expect([status, json.status]).toEqual([401, 401]);
  expect(json.error).toContain("INNGEST_EVENT_KEY");
  await pause(100);
  expect(seen).toEqual([]);
});

test.each([
  ["no JSON", "{", "not JSON"],
  ["no name", { data: {} }, "name"],
  ["data that is no object", { name: "go", data: 1 }, "must be an object"],
  ["a reserved name", { name: "inngest/function.failed" }, "kept for the runner"],
  ["one bad event of two", [{ name: "go", data: { n: 1 } }, { name: "" }], "needs a name"],
])("%s is refused with 400 in words, and nothing of it runs", async (_, body, words) => {
  const { seen, post } = await startCounter();
  const { status, json } = await post(body);
  expect(status).toBe(400);
  expect(json.error).toContain(words);
  await pause(50);
  expect(seen).toEqual([]);
});

test("triggers: several per function, a condition, a wildcard; each function once per event", async () => {
  const seen: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "two", triggers: [{ event: "a/x" }, { event: "a/*" }] }, ({ event }) => {
      seen.push(`two ${event.name}`);
    }),
    c.createFunction({ id: "all", triggers: { event: "*" } }, ({ event }) => {
      if (String(event.name).startsWith("inngest/")) seen.push(`all ${event.name}`);
    }),
    c.createFunction(
      {
        id: "if",
        triggers: { event: "a/x", if: "event.data.kind == 'paid' && event.data.total > 5" },
      },
      ({ event }) => {
        seen.push(`if ${event.data.total}`);
      },
    ),
  ]);
  await client.send([
    { name: "a/x", data: { kind: "paid", total: 9 } },
    { name: "a/x", data: { kind: "paid", total: 1 } },
    { name: "a/x", data: { kind: "open", total: 9 } },
    { name: "a/y" },
    { name: "b/x" },
  ]);
  await until(() => seen.length >= 5, "all ran");
  await pause(100);
  expect(seen.sort()).toEqual(["if 9", "two a/x", "two a/x", "two a/x", "two a/y"]);
});

test("a cron trigger runs at its times with its schedule", async () => {
  const seen: unknown[] = [];
  await startAll(
    (c) => [
      c.createFunction(
        { id: "tick", triggers: { cron: "TZ=Australia/Sydney * * * * *" } },
        (ctx) => {
          seen.push([ctx.event.name, ctx.event.data]);
        },
      ),
    ],
    { clockScale: 300 },
  );
  await until(() => seen.length >= 3, "three minutes passed");
  expect(seen[0]).toEqual(["inngest/scheduled.timer", { cron: "TZ=Australia/Sydney * * * * *" }]);
});

test("the end of a run is told by inngest/function.finished with its result", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "worker", triggers: { event: "go" } }, () => ({ orders: 3 })),
    c.createFunction(
      {
        id: "watch",
        triggers: {
          event: "inngest/function.finished",
          if: "event.data.function_id == 'shop-worker'",
        },
      },
      ({ event }) => {
        seen.push(event.data.result);
      },
    ),
  ]);
  await client.send({ name: "go" });
  await until(() => seen.length > 0, "the end was told");
  expect(seen).toEqual([{ orders: 3 }]);
});
