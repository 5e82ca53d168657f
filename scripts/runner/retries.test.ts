import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { exponentialBackoff } from "./create-core";
import { pause, startAll, until } from "./testing";

test("a function that throws is called five times in all by default, then onFailure once", async () => {
  const attempts: number[] = [];
  const failures: unknown[] = [];
  const asked: number[] = [];
  const backoff = (attempt: number) => {
    asked.push(attempt);
    return 20;
  };
  const { client } = await startAll(
    (c) => [
      c.createFunction(
        {
          id: "doomed",
          triggers: { event: "go" },
          onFailure: ({ event, error }) => {
            failures.push([event.data.function_id, event.data.event.data, error.message]);
          },
        },
        ({ attempt }) => {
          attempts.push(attempt);
          throw new Error("always");
        },
      ),
    ],
    { backoff },
  );
  await client.send({ name: "go", data: { n: 1 } });
  await until(() => failures.length > 0, "onFailure ran");
  await pause(100);
  expect(attempts).toEqual([0, 1, 2, 3, 4]);
  expect(asked).toEqual([1, 2, 3, 4]);
  expect(failures).toEqual([["shop-doomed", { n: 1 }, "always"]]);
});

test("NonRetriableError is not tried again", async () => {
  let calls = 0;
  const failures: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      {
        id: "final",
        triggers: { event: "go" },
        onFailure: ({ error }) => {
          failures.push(error.message);
        },
      },
      () => {
        calls++;
        throw new NonRetriableError("wrong SKU");
      },
    ),
  ]);
  await client.send({ name: "go" });
  await until(() => failures.length > 0, "onFailure ran");
  expect([calls, failures]).toEqual([1, ["wrong SKU"]]);
});

test("a step that throws NonRetriableError is not tried again", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "final", triggers: { event: "go" } }, async ({ step }) => {
      const bad = step.run("bad", () => {
        log.push("bad");
        throw new NonRetriableError("wrong SKU");
      });
      await bad.catch(() => log.push("caught"));
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("caught"), "the error was caught");
  expect(log.filter((line) => line === "bad")).toHaveLength(1);
});

test.each(["function", "step"])("RetryAfterError of a %s sets the wait", async (where) => {
  const at: number[] = [];
  const fail = (attempt: number) => {
    at.push(Date.now());
    if (attempt === 0) throw new RetryAfterError("quota", "10s");
  };
  const { client } = await startAll(
    (c) => [
      c.createFunction({ id: "patient", triggers: { event: "go" } }, async ({ step, attempt }) => {
        if (where === "step") await step.run("call", () => fail(attempt));
        else fail(attempt);
      }),
    ],
    { backoff: () => 1, clockScale: 20 },
  );
  await client.send({ name: "go" });
  await until(() => at.length === 2, "the second attempt ran");
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(490);
});

test("a 500 or 503 of the server around the SDK is retried, with its Retry-After", async () => {
  const at: number[] = [];
  let ran = false;
  const { client, app } = await startAll((c) => [
    c.createFunction({ id: "plain", triggers: { event: "go" } }, () => {
      ran = true;
    }),
  ]);
  app.intercept = (request, response) => {
    if (request.method !== "POST" || at.length === 2) return false;
    at.push(Date.now());
    if (at.length === 1) response.writeHead(500).end("<h1>Oops</h1>");
    else response.writeHead(503, { "retry-after": "10" }).end("busy");
    return true;
  };
  await client.send({ name: "go" });
  await until(() => ran, "the third attempt ran");
  expect(Date.now() - (at[1] ?? 0)).toBeGreaterThanOrEqual(490);
});

test("a connection that breaks in the middle counts as an attempt", async () => {
  const attempts: number[] = [];
  const { client, app } = await startAll((c) => [
    c.createFunction({ id: "cut", triggers: { event: "go" } }, ({ attempt }) => {
      attempts.push(attempt);
    }),
  ]);
  let cut = false;
  app.intercept = (request) => {
    if (request.method !== "POST" || cut) return false;
    cut = true;
    request.socket.destroy();
    return true;
  };
  await client.send({ name: "go" });
  await until(() => attempts.length > 0, "the function ran");
  expect(attempts).toEqual([1]);
});

test("a slow step is waited for, and one beyond the request timeout is tried again", async () => {
  const attempts: number[] = [];
  const results: string[] = [];
  const { client } = await startAll(
    (c) => [
      c.createFunction({ id: "slow", triggers: { event: "go" } }, async ({ step, attempt }) => {
        const result = await step.run("slow", async () => {
          attempts.push(attempt);
          await pause(attempt === 0 ? 1_500 : 500);
          return `attempt ${attempt}`;
        });
        await step.run("note", () => results.push(result));
      }),
    ],
    { requestTimeoutMs: 1_000 },
  );
  await client.send({ name: "go" });
  await until(() => results.length > 0, "the run ended");
  await pause(100);
  expect(results).toEqual(["attempt 1"]);
  expect(attempts).toEqual([0, 1]);
});

test("the answer of a request that was given up does not count, even as a checkpoint", async () => {
  const log: string[] = [];
  const { client } = await startAll(
    (c) => [
      c.createFunction({ id: "late", triggers: { event: "go" } }, async ({ step, attempt }) => {
        await step.run("slow", () => pause(attempt === 0 ? 600 : 0));
        await step.run("effect", () => log.push(`effect of attempt ${attempt}`));
        log.push("end");
      }),
    ],
    { requestTimeoutMs: 300, backoff: () => 1 },
  );
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "the function ended");
  await pause(600);
  expect(log.filter((line) => line.startsWith("effect"))).toHaveLength(1);
});

test("the wait doubles from 15 s to 2 h and is never the same for all", () => {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const even = Math.min(7_200_000, 15_000 * 2 ** (attempt - 1));
    const waits = Array.from({ length: 50 }, () => exponentialBackoff(attempt));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(even * 0.8);
    expect(Math.max(...waits)).toBeLessThanOrEqual(even * 1.2);
    expect(new Set(waits).size).toBeGreaterThan(1);
  }
});
