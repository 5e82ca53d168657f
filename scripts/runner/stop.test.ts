import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import {
  createClient,
  EVENT_KEY,
  pause,
  SIGNING_KEY,
  startAll,
  startApp,
  startTestRunner,
  status,
  until,
} from "./testing";

test("a stop waits for the request in flight and starts nothing new", async () => {
  const log: string[] = [];
  const { client, runner } = await startAll(
    (c) => [
      c.createFunction({ id: "slow", triggers: { event: "go" } }, async ({ event }) => {
        log.push(`start ${event.data.n}`);
        await pause(300);
        log.push(`end ${event.data.n}`);
      }),
    ],
    { maxInFlight: 1 },
  );
  await client.send([1, 2].map((n) => ({ name: "go", data: { n } })));
  await until(() => log.length > 0, "the first one started");
  await runner.close();
  expect(log).toEqual(["start 1", "end 1"]);
  await pause(100);
  expect(log).toEqual(["start 1", "end 1"]);
});

test("a stop gives up a request after five seconds", async () => {
  const { client, runner } = await startAll((c) => [
    c.createFunction({ id: "slow", triggers: { event: "go" } }, () => pause(7_000)),
  ]);
  await client.send({ name: "go" });
  await until(async () => (await status(runner)).inFlight === 1, "it is in flight");
  const from = Date.now();
  await runner.close();
  expect(Date.now() - from).toBeGreaterThanOrEqual(4_900);
  expect(Date.now() - from).toBeLessThan(6_900);
}, 20_000);

test("a runner killed in the middle of a run stops the orphan, and the event sent again does the rest", async () => {
  const log: string[] = [];
  const { client, address } = createClient();
  const app = await startApp(client, [
    client.createFunction({ id: "order", triggers: { event: "go" } }, async ({ step, runId }) => {
      await step.run("find", async () => {
        log.push(`find ${runId}`);
        await pause(400);
      });
      await step.run("create", () => log.push(`create ${runId}`));
      log.push(`end ${runId}`);
    }),
  ]);
  const first = spawn(process.execPath, ["--import", "tsx", "scripts/runner/main.ts"], {
    env: {
      ...process.env,
      RUNNER_PORT: "4233",
      RUNNER_APP_URL: app.url,
      INNGEST_SIGNING_KEY: SIGNING_KEY,
      INNGEST_EVENT_KEY: EVENT_KEY,
    },
  });
  const old = { url: "http://127.0.0.1:4233", close: async () => {} };
  await until(
    async () => (await status(old).catch(() => undefined))?.functions.length === 1,
    "the first runner is synced",
    15_000,
  );
  address.url = old.url;
  const event = { id: "receipt-1", name: "go" };
  await client.send(event);
  await until(() => log.length === 1, "the first step started");
  first.kill("SIGKILL");
  await once(first, "exit");
  const next = await startTestRunner(app.url, { port: 4233 });
  await until(async () => (await status(next)).functions.length === 1, "the next one is synced");
  await pause(500);
  expect(log).toHaveLength(1);
  await client.send(event);
  await until(() => log.some((line) => line.startsWith("end")), "the run ended");
  await pause(300);
  expect(log.filter((line) => line.startsWith("create"))).toHaveLength(1);
  expect(log.filter((line) => line.startsWith("end"))).toHaveLength(1);
}, 40_000);

test("the command says when its settings are wrong, and ends cleanly on SIGTERM", async () => {
  const run = (env: Record<string, string>) => {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/runner/main.ts"], {
      env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    });
    const output = { text: "" };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part: Buffer) => {
        output.text += part.toString();
      });
    }
    return { child, output };
  };
  const wrong = run({ RUNNER_APP_URL: "here" });
  expect((await once(wrong.child, "exit"))[0]).toBe(1);
  expect(wrong.output.text).toContain("RUNNER_APP_URL must be the address");

  const right = run({ RUNNER_PORT: "4234", RUNNER_APP_URL: "http://127.0.0.1:4249/api/inngest" });
  await until(
    () => right.output.text.includes("Listening at http://127.0.0.1:4234"),
    "it listens",
    15_000,
  );
  const health = await fetch("http://127.0.0.1:4234/health");
  expect(await health.json()).toEqual({ status: 200, message: "OK" });
  right.child.kill("SIGTERM");
  expect((await once(right.child, "exit"))[0]).toBe(0);
}, 40_000);

test("the page lists functions and runs, filters the failed ones and escapes what it shows", async () => {
  const { client, runner } = await startAll((c) => [
    c.createFunction({ id: "good", triggers: { event: "go" } }, () => {}),
    c.createFunction({ id: "bad", retries: 0, triggers: { event: "go" } }, () => {
      throw new Error("<script>alert(1)</script>");
    }),
  ]);
  await client.send({ name: "go" });
  const page = async (query: string) => (await fetch(`${runner.url}/${query}`)).text();
  await until(async () => (await page("")).includes("completed"), "the good one ended");
  await until(async () => (await page("?status=failed")).includes("alert(1)"), "the bad one ended");
  const failed = await page("?status=failed");
  const runs = failed.slice(failed.indexOf("<h2>Runs"));
  expect(runs).toContain("<td>shop-bad<td>go<td>failed<td>1");
  expect(runs).not.toContain("shop-good");
  expect(runs).not.toContain("<script>");
  expect(await page("")).toContain("shop-good");
});
