import { expect, test, vi } from "vitest";
import type { Log } from "./core";
import type { Serve } from "./testing";
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

function listen() {
  const lines: string[] = [];
  const log: Log = (_, sentence) => lines.push(sentence);
  return { lines, log };
}

test("the runner waits for an app that is not up yet, and says so once", async () => {
  const { client, address } = createClient();
  const seen: unknown[] = [];
  const fn = client.createFunction({ id: "a", triggers: { event: "go" } }, ({ event }) => {
    seen.push(event.data.n);
  });
  const app = await startApp(client, [fn]);
  await app.stop();
  const { lines, log } = listen();
  const runner = await startTestRunner(app.url, { log });
  address.url = runner.url;
  await pause(300);
  expect((await status(runner)).app.up).toBe(false);
  expect(lines.filter((line) => line.includes("not there"))).toHaveLength(1);
  await app.start();
  await until(async () => (await status(runner)).functions.length === 1, "it is synced");
  await client.send({ name: "go", data: { n: 1 } });
  await until(() => seen.length === 1, "the function ran");
});

test("while the app is down work waits without using up attempts, and goes on after", async () => {
  const attempts: number[] = [];
  const { client, app, runner } = await startAll((c) => [
    c.createFunction({ id: "a", retries: 0, triggers: { event: "go" } }, ({ attempt }) => {
      attempts.push(attempt);
    }),
  ]);
  await app.stop();
  await client.send([{ name: "go" }, { name: "go" }, { name: "go" }]);
  await until(async () => !(await status(runner)).app.up, "it is noticed");
  await pause(400);
  expect(attempts).toEqual([]);
  await app.start();
  await until(() => attempts.length === 3, "all ran");
  expect(attempts).toEqual([0, 0, 0]);
});

test("an app that restarts with other functions is synced again", async () => {
  const seen: string[] = [];
  const make =
    (id: string) =>
    (c: ReturnType<typeof createClient>["client"]): Serve => [
      c.createFunction({ id, triggers: { event: "go" } }, () => {
        seen.push(id);
      }),
    ];
  const { client, app, runner } = await startAll(make("old"));
  await app.stop();
  await app.start(make("new")(client));
  await until(
    async () => (await status(runner)).functions.map(({ id }) => id).join() === "shop-new",
    "the new function is known",
  );
  await client.send({ name: "go" });
  await until(() => seen.length > 0, "it ran");
  expect(seen).toEqual(["new"]);
});

test("the SDK's own registration is taken when the app does not answer in band", async () => {
  vi.stubEnv("INNGEST_ALLOW_IN_BAND_SYNC", "0");
  const { client, address } = createClient();
  const app = await startApp(client, [
    client.createFunction({ id: "a", triggers: { event: "go" } }, () => {}),
  ]);
  const runner = await startTestRunner(app.url);
  address.url = runner.url;
  await until(async () => (await status(runner)).functions.length === 1, "it is registered");
  // The registration comes within the request whose end says that the app is up.
  await until(async () => (await status(runner)).app.up, "the app is up");
  expect((await status(runner)).app.id).toBe("shop");
  vi.unstubAllEnvs();
});

test.each([
  ["a registration", "/fn/register", { functions: [] }],
  ["a checkpoint", "/v1/checkpoint/r/async", { qi_id: "q", steps: [] }],
])("%s without the signing key is refused with 401", async (_, path, body) => {
  const { runner } = await startAll((c) => [
    c.createFunction({ id: "a", triggers: { event: "go" } }, () => {}),
  ]);
  const response = await fetch(runner.url + path, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(401);
  expect((await status(runner)).functions).toHaveLength(1);
});

test("in signed mode every request of the runner is signed, and the app refuses others", async () => {
  let ran = 0;
  const { client, app } = await startAll((c) => [
    c.createFunction({ id: "a", triggers: { event: "go" } }, () => {
      ran++;
    }),
  ]);
  await client.send({ name: "go", data: { name: "Zoë", b: [1, null, { z: 1.5, a: "\u2028" }] } });
  await until(() => ran === 1, "it ran");
  expect(app.calls.every(({ headers }) => headers["x-inngest-signature"])).toBe(true);
  const forged = await fetch(`${app.url}?fnId=shop-a&stepId=step`, { method: "POST", body: "{}" });
  expect(forged.status).toBe(401);
  expect(ran).toBe(1);
});

test("an app with another signing key is not driven, and the log says what to do", async () => {
  const { client, address } = createClient();
  const app = await startApp(client, [
    client.createFunction({ id: "a", triggers: { event: "go" } }, () => {}),
  ]);
  const { lines, log } = listen();
  const runner = await startTestRunner(app.url, { log, signingKey: SIGNING_KEY.replace("0", "1") });
  address.url = runner.url;
  await until(() => lines.some((line) => line.includes("INNGEST_SIGNING_KEY")), "it is said");
  expect((await status(runner)).functions).toEqual([]);
});

test("an answer that is not signed by the app is not believed", async () => {
  let ran = 0;
  const { client, app, runner } = await startAll((c) => [
    c.createFunction({ id: "a", triggers: { event: "go" } }, () => {
      ran++;
    }),
  ]);
  let forged = 0;
  app.intercept = (request, response) => {
    if (request.method !== "POST" || forged > 0) return false;
    forged++;
    response.writeHead(200, { "x-inngest-signature": `t=${Math.round(Date.now() / 1e3)}&s=00` });
    response.end("null");
    return true;
  };
  await client.send({ name: "go" });
  await until(() => ran === 1, "it was tried again");
  await until(async () => (await status(runner)).running === 0, "it ended");
});

test("dev mode by INNGEST_DEV works without keys", async () => {
  const { Inngest } = await import("inngest");
  const runnerPort = 4231;
  vi.stubEnv("INNGEST_DEV", `http://127.0.0.1:${runnerPort}`);
  const client = new Inngest({ id: "shop" });
  const log: string[] = [];
  const app = await startApp(client, [
    client.createFunction({ id: "a", triggers: { event: "go" } }, async ({ step }) => {
      await step.run("one", () => log.push("one"));
      await step.sendEvent("tell", { name: "told" });
    }),
    client.createFunction({ id: "b", triggers: { event: "told" } }, () => {
      log.push("told");
    }),
  ]);
  const keys = { signingKey: undefined, eventKey: undefined };
  const runner = await startTestRunner(app.url, { port: runnerPort, ...keys });
  await until(async () => (await status(runner)).functions.length === 2, "it is synced");
  expect((await status(runner)).mode).toBe("dev");
  await client.send({ name: "go" });
  await until(() => log.includes("told"), "both ran");
  expect(log).toEqual(["one", "told"]);
  vi.unstubAllEnvs();
});

test("signed mode by INNGEST_BASE_URL and keys in the environment works", async () => {
  const { Inngest } = await import("inngest");
  const runnerPort = 4232;
  vi.stubEnv("INNGEST_BASE_URL", `http://127.0.0.1:${runnerPort}`);
  vi.stubEnv("INNGEST_SIGNING_KEY", SIGNING_KEY);
  vi.stubEnv("INNGEST_EVENT_KEY", EVENT_KEY);
  const client = new Inngest({ id: "shop" });
  const log: string[] = [];
  const app = await startApp(client, [
    client.createFunction({ id: "a", triggers: { event: "go" } }, async ({ step }) => {
      for (const name of ["one", "two"]) await step.run(name, () => log.push(name));
      log.push("end");
    }),
  ]);
  const runner = await startTestRunner(app.url, { port: runnerPort });
  await until(async () => (await status(runner)).functions.length === 1, "it is synced");
  await client.send({ name: "go" });
  await until(() => log.includes("end"), "it ran");
  expect(app.calls.filter(({ method }) => method === "POST")).toHaveLength(1);
  expect((await status(runner)).mode).toBe("signed");
  vi.unstubAllEnvs();
});

test("an app served by the SDK's Next.js handler is driven the same way", async () => {
  const { serve } = await import("inngest/next");
  const { client, address } = createClient();
  const log: string[] = [];
  const fn = client.createFunction({ id: "a", triggers: { event: "go" } }, async ({ step }) => {
    await step.run("one", () => log.push("one"));
    await step.sleep("rest", "1s");
    await step.run("two", () => log.push("two"));
  });
  const handlers = serve({ client, functions: [fn] });
  const app = await startApp(client, []);
  app.intercept = (incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", async () => {
      const request = new Request(new URL(incoming.url ?? "", app.url), {
        method: incoming.method,
        headers: Object.entries(incoming.headers).map(([k, v]) => [k, String(v)]),
        body: Buffer.concat(parts),
      });
      const handle = incoming.method === "PUT" ? handlers.PUT : handlers.POST;
      const response: Response = await Reflect.apply(handle, undefined, [request, undefined]);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    });
    return true;
  };
  const runner = await startTestRunner(app.url);
  address.url = runner.url;
  await until(async () => (await status(runner)).functions.length === 1, "it is synced");
  await client.send({ name: "go" });
  await until(() => log.length === 2, "both steps ran");
  expect(log).toEqual(["one", "two"]);
});

test("a schedule ends when its function is gone from the app", async () => {
  let ticks = 0;
  const { client, app, runner } = await startAll(
    (c) => [
      c.createFunction({ id: "tick", triggers: { cron: "* * * * *" } }, () => {
        ticks++;
      }),
    ],
    { clockScale: 300 },
  );
  await until(() => ticks > 0, "it ticked");
  await app.stop();
  await app.start([client.createFunction({ id: "other", triggers: { event: "go" } }, () => {})]);
  await until(
    async () => (await status(runner)).functions[0]?.id === "shop-other",
    "the other function is known",
  );
  await until(async () => (await status(runner)).running === 0, "nothing is open");
  const calls = () => app.calls.filter(({ method }) => method === "POST").length;
  const before = calls();
  await pause(700);
  expect(calls()).toBe(before);
});
