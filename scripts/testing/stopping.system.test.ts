import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoLogins } from "@/db/seed";
import { connectShop, mapleShopId } from "./connect-shop";
import { signInToConsole } from "./console-client";
import { control } from "./control";
import { queryOnce } from "./query-once";
import { routes } from "./routes";
import type { TestStack } from "./stack";
import { startStack } from "./stack";
import { temporaryFolder } from "./temporary-folder";

let stack: TestStack;
const folder = temporaryFolder("stopping-");

beforeAll(async () => {
  const environment = { SHUTDOWN_NOTICE_SECONDS: "2", PULL_INTERVAL_SECONDS: "5" };
  stack = await startStack({ dataDir: folder.path, environment });
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  folder.remove();
}, 60_000);

type Health = { code: number; status: string; database?: string; inngest?: string };

async function health(query = ""): Promise<Health | "refused"> {
  try {
    const answer = await fetch(`${stack.appUrl}/api/health${query}`);
    return { code: answer.status, ...((await answer.json()) as Omit<Health, "code">) };
  } catch {
    return "refused";
  }
}

async function until(done: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50))
    if (await done().catch(() => false)) return;
  throw new Error(`Waited too long until ${what}.`);
}

const ready = () => until(async () => (await health("")) !== "refused", "the console answers");
const live = { code: 200, status: "live" };

it.each([
  ["postgres", { database: "not reachable", inngest: "reachable" }, 503],
  ["runner", { database: "reachable", inngest: "not reachable" }, 200],
] as const)(
  "without %s the console lives and is not ready, and with it it is ready again by itself",
  async (name, told, pages) => {
    expect(await health()).toMatchObject({ code: 200, status: "ready" });
    await stack.processes[name].kill("SIGKILL");
    expect(await health()).toMatchObject({ code: 503, status: "not ready", ...told });
    expect(await health("?live")).toEqual(live);
    expect(await health("?pages")).toMatchObject({ code: pages, ...told });
    await stack.processes[name].restart();
    await until(async () => {
      const now = await health();
      return now !== "refused" && now.code === 200;
    }, "it is ready again");
  },
  60_000,
);

it("asked to end, it is not ready at once, answers what is under way, refuses more and ends with 0", async () => {
  const { api } = await signInToConsole(stack.appUrl, demoLogins.admin);
  const locks = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  const letGo = await new Promise<() => void>((locked) => {
    locks
      .begin(async (sql) => {
        await sql`lock table integration in access exclusive mode`;
        await new Promise<void>((done) => locked(done));
      })
      .catch(() => undefined);
  });
  const slow = api.integrations.home.query().then(
    () => "answered",
    (problem: unknown) => String(problem),
  );
  await sleep(500);
  const { app } = stack.processes;
  const exited = app.exited();
  process.kill(app.pid(), "SIGTERM");
  await sleep(200);
  expect(await health()).toMatchObject({ code: 503, status: "stopping", database: "reachable" });
  expect(await health("?pages")).toMatchObject({ code: 503, status: "stopping" });
  expect(await health("?live")).toEqual(live);
  await until(async () => (await health("?live")) === "refused", "no more is taken");
  await sleep(1000);
  letGo();
  expect(await slow).toBe("answered");
  expect(await exited).toBe("exit code 0");
  await locks.end();
  await app.restart();
  await ready();
}, 90_000);

it("a step under way is finished, so that no order is left unclear", async () => {
  await connectShop(stack);
  await control(stack.cartonCloudUrl, "POST", "/faults", {
    route: routes.order,
    when: "after",
    fault: { kind: "delay", ms: 4000 },
  });
  await control(stack.etsyUrl, "POST", `/shops/${mapleShopId}/receipts`, { count: 1 });
  const sent = () =>
    queryOnce(
      stack.databaseUrl,
      (sql) => sql`select state, create_sent_at, outbound_order_id from order_link`,
    );
  await until(async () => !!(await sent())[0]?.create_sent_at, "the order is posted");
  const { app } = stack.processes;
  const exited = app.exited();
  process.kill(app.pid(), "SIGTERM");
  expect(await exited).toBe("exit code 0");
  expect(await sent()).toMatchObject([{ state: "created", outbound_order_id: expect.any(String) }]);
  await app.restart();
  await ready();
}, 90_000);
