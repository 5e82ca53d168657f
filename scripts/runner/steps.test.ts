import { expect, test } from "vitest";
import { pause, startAll, until } from "./testing";

test("a function without steps runs once per event, with the event's id, name and data", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "plain", triggers: { event: "receipt/ready" } },
      ({ event, attempt }) => {
        seen.push({ id: event.id, name: event.name, data: event.data, attempt });
      },
    ),
  ]);
  await client.send({ id: "evt-1", name: "receipt/ready", data: { receiptId: 7 } });
  await until(() => seen.length > 0, "the function ran");
  expect(seen).toEqual([
    { id: "evt-1", name: "receipt/ready", data: { receiptId: 7 }, attempt: 0 },
  ]);
});

test("steps run once each, in order, and later requests get their kept results", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "chain", triggers: { event: "go" } }, async ({ step }) => {
      const one = await step.run("one", () => log.push("one"));
      await step.sleep("rest", "1s");
      const two = await step.run("two", () => {
        log.push(`two after ${one}`);
        return { n: one + 1 };
      });
      log.push(`end ${JSON.stringify(two)}`);
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.length >= 3, "the function ended");
  expect(log).toEqual(["one", "two after 1", 'end {"n":2}']);
});

test("a chain of three steps takes one request, and its steps are checkpointed", async () => {
  let ended = false;
  const { client, app } = await startAll((c) => [
    c.createFunction({ id: "fast", triggers: { event: "go" } }, async ({ step }) => {
      for (const name of ["a", "b", "c"]) await step.run(name, () => name);
      ended = true;
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => ended, "the function ended");
  expect(app.calls.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("with checkpointing off the same chain takes a request per step", async () => {
  const log: string[] = [];
  const { client, app } = await startAll((c) => [
    c.createFunction(
      { id: "slow", checkpointing: false, triggers: { event: "go" } },
      async ({ step }) => {
        for (const name of ["a", "b", "c"]) await step.run(name, () => log.push(name));
        log.push("end");
      },
    ),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "the function ended");
  expect(log).toEqual(["a", "b", "c", "end"]);
  expect(app.calls.filter(({ method }) => method === "POST")).toHaveLength(4);
});

test("parallel steps run at the same time and once each, and their results come together", async () => {
  const log: string[] = [];
  let now = 0;
  let most = 0;
  let sum: unknown;
  const { client } = await startAll((c) => [
    c.createFunction({ id: "wide", triggers: { event: "go" } }, async ({ step }) => {
      const parts = await Promise.all(
        [1, 2, 3, 4].map((n) =>
          step.run(`part-${n}`, async () => {
            log.push(`part-${n}`);
            most = Math.max(most, ++now);
            await pause(60);
            now--;
            return n;
          }),
        ),
      );
      sum = await step.run("sum", () => parts.reduce((a, b) => a + b, 0));
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => sum !== undefined, "the sum is there");
  expect(sum).toBe(10);
  expect(log.sort()).toEqual(["part-1", "part-2", "part-3", "part-4"]);
  expect(most).toBeGreaterThan(1);
});

test("a branch goes on while the other one sleeps", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "fork", triggers: { event: "go" } }, async ({ step }) => {
      await Promise.all([
        step.sleep("long", "20s").then(() => log.push("slept")),
        step.run("a", () => 1).then(() => step.run("b", () => log.push("b"))),
      ]);
      log.push("end");
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "the function ended");
  expect(log.indexOf("b")).toBeLessThan(log.indexOf("slept"));
  expect(log.filter((line) => line === "b")).toHaveLength(1);
});

test("sleepUntil waits until its date", async () => {
  const at: number[] = [];
  const { client } = await startAll(
    (c) => [
      c.createFunction({ id: "later", triggers: { event: "go" } }, async ({ step }) => {
        const due = await step.run("due", () => Date.now() + 700);
        await step.sleepUntil("until", new Date(due));
        at.push(due, Date.now());
      }),
    ],
    { clockScale: 1 },
  );
  await client.send({ name: "go" });
  await until(() => at.length > 0, "the function ended");
  expect(at[1]).toBeGreaterThanOrEqual(at[0] ?? 0);
});

test("a step that fails is retried alone, with the attempt counted per step", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "shaky", retries: 3, triggers: { event: "go" } }, async (ctx) => {
      await ctx.step.run("good", () => log.push("good"));
      await ctx.step.run("shaky", () => {
        log.push(`shaky ${ctx.attempt}`);
        if (ctx.attempt < 2) throw new Error("not yet");
      });
      await ctx.step.run("last", () => log.push(`last ${ctx.attempt}`));
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.some((line) => line.startsWith("last")), "the last step ran");
  expect(log).toEqual(["good", "shaky 0", "shaky 1", "shaky 2", "last 0"]);
});

test("a step that fails for good throws into the function, which may catch it", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "catcher", retries: 1, triggers: { event: "go" } }, async ({ step }) => {
      const bad = () => {
        log.push("try");
        throw new Error("no stock");
      };
      await step.run("bad", bad).catch((error: Error) => log.push(`caught ${error.message}`));
      await step.run("after", () => log.push("after"));
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("after"), "the function went on");
  expect(log.filter((line) => line === "try")).toHaveLength(2);
  expect(log.at(-2)).toBe("caught no stock");
});

test("a parallel step that fails for good does not undo its neighbours", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "mixed", retries: 1, triggers: { event: "go" } }, async ({ step }) => {
      const results = await Promise.allSettled([
        step.run("good", () => log.push("good")),
        step.run("bad", () => {
          log.push("bad");
          throw new Error("bad");
        }),
      ]);
      log.push(results.map(({ status }) => status).join());
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("fulfilled,rejected"), "both are settled");
  expect(log.filter((line) => line === "good")).toHaveLength(1);
  expect(log.filter((line) => line === "bad")).toHaveLength(2);
});

test("a chain that outlasts the checkpoint's runtime goes on in further requests, each step once", async () => {
  const log: string[] = [];
  const { client, app } = await startAll((c) => [
    c.createFunction(
      { id: "long", checkpointing: { maxRuntime: "100ms" }, triggers: { event: "go" } },
      async ({ step }) => {
        for (const name of ["a", "b", "c", "d"]) {
          await step.run(name, async () => {
            await pause(70);
            log.push(name);
          });
        }
        await step.run("end", () => log.push("end"));
      },
    ),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "the function ended");
  expect(log).toEqual(["a", "b", "c", "d", "end"]);
  expect(app.calls.filter(({ method }) => method === "POST").length).toBeGreaterThan(1);
});

test("steps found in a loop under one id are kept apart", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "loop", triggers: { event: "go" } }, async ({ step }) => {
      for (let page = 1; page <= 3; page++) {
        await step.run("page", () => log.push(`page ${page}`));
        await step.sleep("rest", "1s");
      }
      await step.run("end", () => log.push("end"));
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "the function ended");
  expect(log).toEqual(["page 1", "page 2", "page 3", "end"]);
});

test("without the parallelism optimisation a branch goes on at once, and its neighbour still runs once", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      { id: "race", optimizeParallelism: false, triggers: { event: "go" } },
      async ({ step }) => {
        const slow = step.run("slow", async () => {
          log.push("slow starts");
          await pause(400);
          log.push("slow ends");
        });
        const fast = step.run("fast", () => 1);
        await fast.then(() => step.run("next", () => log.push("next")));
        await slow;
        log.push("end");
      },
    ),
  ]);
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "the function ended");
  expect(log).toEqual(["slow starts", "next", "slow ends", "end"]);
});

test("a sleep that ends while the function is being gone through is not overlooked", async () => {
  const log: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "sleepers", triggers: { event: "go" } }, async ({ step }) => {
      await pause(150);
      await Promise.all([step.sleep("short", "1s"), step.sleep("longer", "3s")]);
      log.push("end");
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => log.length > 0, "the function ended");
  expect(log).toEqual(["end"]);
});
