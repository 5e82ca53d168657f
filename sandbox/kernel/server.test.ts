import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { controlRoutes } from "./control";
import { createFaults } from "./faults";
import type { JournalEntry } from "./journal";
import { openJournal } from "./journal";
import type { SandboxEnv } from "./recorder";
import { recorder } from "./recorder";
import type { RunningServer } from "./server";
import { startServer } from "./server";
import { openSettings } from "./settings";
import { openStore } from "./store";

const folder = mkdtempSync(join(tmpdir(), "kernel-"));
const route = "POST /things/{thing_id}/parts";
let server: RunningServer;
let done: unknown[] = [];

beforeAll(async () => {
  const journal = openJournal({ file: join(folder, "journal.jsonl"), maxBodyInMemory: 200 });
  const store = openStore({ file: join(folder, "store.jsonl") });
  const settings = openSettings(store, z.strictObject({ speed: z.int().default(3) }));
  const faults = createFaults();
  const app = new Hono<SandboxEnv>();
  app.use("*", recorder({ journal, faults }));
  app.post("/things/:thing_id{[0-9]+}/parts", async (c) => {
    done.push(JSON.parse(await c.req.text()));
    return c.json({ thing: c.req.param("thing_id"), made: true });
  });
  const reset = () => {
    done = [];
  };
  const routes = () => app.routes;
  app.route("/", controlRoutes({ name: "t", journal, faults, settings, reset, routes }));
  server = await startServer({ app, port: 0 });
});
afterAll(() => server.close());
beforeEach(() => call("POST", "/_sandbox/reset"));

async function call(method: string, path: string, body?: unknown) {
  const answer = await fetch(server.url + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { "content-type": "application/json", authorization: "Bearer secret" },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const make = (n: number) => call("POST", "/things/7/parts?a=b", { n });
const script = (rule: object) => call("POST", "/_sandbox/faults", { route, ...rule });
async function journal(query = ""): Promise<JournalEntry[]> {
  return JSON.parse((await call("GET", `/_sandbox/journal${query}`)).text).entries;
}

test("journals request and answer under the route's pattern, with its headers", async () => {
  await make(1);
  const [entry, ...rest] = await journal();
  expect(rest).toEqual([]);
  expect(entry).toMatchObject({
    route,
    path: "/things/7/parts",
    query: { a: "b" },
    body: { n: 1 },
    status: 200,
    response: { thing: "7", made: true },
    fault: null,
  });
  expect(entry?.headers.authorization).toBe("Bearer secret");
  expect(entry?.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test("gives the journal from a seq on and by route", async () => {
  await make(1);
  await call("GET", "/unknown");
  const all = await journal();
  expect((await journal(`?since=${all[0]?.seq}`)).map((entry) => entry.path)).toEqual(["/unknown"]);
  expect(await journal(`?route=${encodeURIComponent(route)}`)).toHaveLength(1);
});

test("keeps a long body in the file and its beginning in memory", async () => {
  await call("POST", "/things/7/parts", { text: "y".repeat(500) });
  expect((await journal())[0]?.body).toMatchObject({ shortened: true, characters: 511 });
  expect(readFileSync(join(folder, "journal.jsonl"), "utf8")).toContain("y".repeat(500));
});

test("an emptied journal starts with the next request, and numbers go on", async () => {
  await make(1);
  const [before] = await journal();
  await call("DELETE", "/_sandbox/journal");
  expect(await journal()).toEqual([]);
  await make(2);
  expect((await journal())[0]?.seq).toBe((before?.seq ?? 0) + 1);
});

for (const when of ["before", "after"] as const) {
  const effects = when === "before" ? 0 : 1;
  test(`a connection cut ${when} the effect leaves ${effects} effect and no answer`, async () => {
    await script({ when, fault: { kind: "reset" } });
    await expect(make(1)).rejects.toThrow("fetch failed");
    expect(done).toHaveLength(effects);
    expect((await journal())[0]).toMatchObject({ status: null, fault: { when } });
  });
  test(`a status ${when} the effect leaves ${effects} effect`, async () => {
    const fault = { kind: "status", status: 503, headers: { "retry-after": "2" }, body: { e: 1 } };
    await script({ when, fault });
    const answer = await make(1);
    expect([answer.status, answer.headers.get("retry-after"), answer.text]).toEqual([
      503,
      "2",
      '{"e":1}',
    ]);
    expect(done).toHaveLength(effects);
    expect((await journal())[0]).toMatchObject({ status: 503, response: { e: 1 } });
  });
  test(`a hang ${when} the effect leaves ${effects} effect and ends without an answer`, async () => {
    await script({ when, fault: { kind: "hang", ms: 80 } });
    const started = Date.now();
    await expect(make(1)).rejects.toThrow("fetch failed");
    expect(Date.now() - started).toBeGreaterThanOrEqual(79);
    expect(done).toHaveLength(effects);
  });
}

test("half JSON, a page and an empty answer cannot be read as JSON", async () => {
  for (const kind of ["half-json", "html", "empty"]) {
    await script({ when: "after", fault: { kind } });
    const answer = await make(1);
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.text)).toThrow();
  }
  expect(done).toHaveLength(3);
});

test("a delay gives the true answer late", async () => {
  await script({ when: "before", fault: { kind: "delay", ms: 60 } });
  const started = Date.now();
  expect((await make(1)).text).toContain('"made":true');
  expect(Date.now() - started).toBeGreaterThanOrEqual(59);
});

test("plays a fault from the nth request that fits, as often as it says", async () => {
  const fault = { kind: "status", status: 500 };
  await script({ when: "before", fault, nth: 2, times: 2, match: { body: { n: 5 } } });
  const statuses = [];
  for (const n of [5, 6, 5, 5, 6, 5]) statuses.push((await make(n)).status);
  expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
});

test('plays an "always" fault until it is removed', async () => {
  const fault = { kind: "status", status: 500 };
  const { id } = JSON.parse((await script({ when: "before", fault, times: "always" })).text);
  expect([(await make(1)).status, (await make(1)).status]).toEqual([500, 500]);
  await call("DELETE", `/_sandbox/faults?id=${id}`);
  expect((await make(1)).status).toBe(200);
});

test("refuses a fault on a route that does not exist, and one it cannot read", async () => {
  const fault = { kind: "reset" };
  const unknown = await script({ route: "POST /thing", when: "before", fault });
  expect([unknown.status, unknown.text.includes(route)]).toEqual([400, true]);
  expect((await script({ when: "sometimes", fault })).status).toBe(400);
});

test("refuses settings it does not know and keeps those it does", async () => {
  expect((await call("PUT", "/_sandbox/settings", { sped: 4 })).status).toBe(400);
  expect((await call("PUT", "/_sandbox/settings", { speed: 4 })).status).toBe(200);
  expect((await call("GET", "/_sandbox/settings")).text).toBe('{"speed":4}');
});

test("a busy port is told in words", async () => {
  const second = startServer({ app: new Hono<SandboxEnv>(), port: server.port });
  await expect(second).rejects.toThrow(`Port ${server.port} on 127.0.0.1 is in use`);
});
