import { expect, test } from "vitest";
import { readFunction } from "./function-config";
import { createClient, startApp, startTestRunner, status, until } from "./testing";

const runtime = { type: "http", url: "http://127.0.0.1:3000/api/inngest?fnId=a&stepId=step" };
const plain = {
  id: "shop-a",
  name: "a",
  triggers: [{ event: "go" }],
  steps: { step: { id: "step", name: "step", runtime } },
};

test("a plain function is taken with five attempts and no limits", () => {
  expect(readFunction(plain)).toMatchObject({ id: "shop-a", maxAttempts: 5, concurrency: [] });
});

test.each([
  ["an unknown option", { fairness: {} }, "fairness"],
  [
    "a macro in a condition",
    { triggers: [{ event: "go", expression: "has(event.data.x)" }] },
    "has",
  ],
  ["a method in a key", { idempotency: "event.data.x.lowerAscii()" }, "lowerAscii()"],
  ["an operator in a key", { throttle: { limit: 1, period: "1s", key: "event.data.a * 2" } }, "*"],
  ["a wrong cron", { triggers: [{ cron: "0 25 * * *" }] }, "25"],
  ["a cron of six fields", { triggers: [{ cron: "0 0 * * * *" }] }, "five"],
  ["a wrong period", { rateLimit: { limit: 1, period: "soon" } }, "soon"],
  ["three limits", { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] }, "concurrency"],
  [
    "a batch with a rate limit",
    {
      batchEvents: { maxSize: 2, timeout: "1s" },
      rateLimit: { limit: 1, period: "1s" },
    },
    "batchEvents",
  ],
  [
    "a connection by socket",
    {
      steps: { step: { id: "step", name: "step", runtime: { ...runtime, type: "ws" } } },
    },
    "steps.step.runtime.type",
  ],
])("%s is refused in words that name the function and the option", (_, extra, words) => {
  expect(() => readFunction({ ...plain, ...extra })).toThrow(
    "Function shop-a cannot be registered.",
  );
  expect(() => readFunction({ ...plain, ...extra })).toThrow(words);
});

test("a refused function keeps the whole app out, and /dev and the log say why", async () => {
  const { client, address } = createClient();
  const app = await startApp(client, [
    client.createFunction({ id: "good", triggers: { event: "go" } }, () => {}),
    client.createFunction(
      { id: "bad", triggers: { event: "go", if: "event.data.x in ['a']" } },
      () => {},
    ),
  ]);
  const lines: string[] = [];
  const runner = await startTestRunner(app.url, { log: (_, sentence) => lines.push(sentence) });
  address.url = runner.url;
  await until(async () => Boolean((await status(runner)).app.problem), "the problem is shown");
  const { app: state, functions } = await status(runner);
  expect(state.problem).toContain("Function shop-bad cannot be registered.");
  expect(functions).toEqual([]);
  expect(lines.some((line) => line.includes("shop-bad"))).toBe(true);
});
