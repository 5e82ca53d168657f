import { NonRetriableError } from "inngest";
import { expect, test } from "vitest";
import { pause, startAll, status, until } from "./testing";

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

test("step.sendEvent triggers another function once", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "sender", triggers: { event: "go" } }, async ({ step }) => {
      await step.sendEvent("tell", [
        { name: "told", data: { n: 1 } },
        { name: "told", data: { n: 2 } },
      ]);
    }),
    c.createFunction({ id: "listener", triggers: { event: "told" } }, ({ event }) => {
      seen.push(event.data.n);
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => seen.length >= 2, "both events arrived");
  await pause(50);
  expect(seen.sort()).toEqual([1, 2]);
});

test("waitForEvent takes the matching event and leaves the others", async () => {
  const seen: unknown[] = [];
  const { client, runner } = await startAll((c) => [
    c.createFunction({ id: "waiter", triggers: { event: "go" } }, async ({ step }) => {
      const got = await step.waitForEvent("wait", {
        event: "order/packed",
        timeout: "1h",
        match: "data.orderId",
      });
      seen.push(got?.data);
    }),
  ]);
  await client.send({ name: "go", data: { orderId: "o1" } });
  await until(async () => (await status(runner)).running === 1, "the run waits");
  await pause(100);
  await client.send({ name: "order/packed", data: { orderId: "o2", by: "wrong" } });
  await client.send({ name: "order/packed", data: { orderId: "o1", by: "right" } });
  await until(() => seen.length > 0, "the wait ended");
  expect(seen).toEqual([{ orderId: "o1", by: "right" }]);
});

test("waitForEvent gives null when the time is up", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => [
    c.createFunction({ id: "waiter", triggers: { event: "go" } }, async ({ step }) => {
      seen.push(await step.waitForEvent("wait", { event: "never", timeout: "2s" }));
    }),
  ]);
  await client.send({ name: "go" });
  await until(() => seen.length > 0, "the wait ended");
  expect(seen).toEqual([null]);
});

test("step.invoke gives the result of the invoked function, or throws its error", async () => {
  const seen: unknown[] = [];
  const { client } = await startAll((c) => {
    const double = c.createFunction(
      { id: "double", triggers: [] },
      ({ event }) => Number(Object(event.data).n) * 2,
    );
    const broken = c.createFunction({ id: "broken", triggers: [] }, () => {
      throw new NonRetriableError("out of order");
    });
    const caller = c.createFunction(
      { id: "caller", triggers: { event: "go" } },
      async ({ step }) => {
        seen.push(await step.invoke("ask", { function: double, data: { n: 21 } }));
        const failing = step.invoke("ask-broken", { function: broken, data: {} });
        await failing.catch((error: Error) => seen.push(error.message));
      },
    );
    return [double, broken, caller];
  });
  await client.send({ name: "go" });
  await until(() => seen.includes("out of order"), "both invocations ended");
  expect(seen[0]).toBe(42);
});

test("a kind of step that the runner does not support fails the run in words", async () => {
  const errors: string[] = [];
  const { client } = await startAll((c) => [
    c.createFunction(
      {
        id: "signalled",
        triggers: { event: "go" },
        onFailure: ({ error }) => {
          errors.push(error.message);
        },
      },
      async ({ step }) => {
        await step.waitForSignal("wait", { signal: "s", timeout: "1h", onConflict: "fail" });
      },
    ),
  ]);
  await client.send({ name: "go" });
  await until(() => errors.length > 0, "onFailure ran");
  expect(errors[0]).toContain("does not support WaitForSignal");
});
