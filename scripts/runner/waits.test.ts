import { NonRetriableError } from "inngest";
import { expect, test } from "vitest";
import { pause, startAll, status, until } from "./testing";

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
  await until(async () => {
    const { running, inFlight } = await status(runner);
    return running === 1 && inFlight === 0;
  }, "the run waits");
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
