import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { afterEach, vi } from "vitest";
import type { Runner, RunnerOptions } from "./start-runner";
import { startRunner } from "./start-runner";

export const SIGNING_KEY = `signkey-test-${"0123456789abcdef".repeat(4)}`;
export const EVENT_KEY = "event-key-of-the-test";

const QUIET = { info() {}, warn() {}, error() {}, debug() {} };
// A loaded machine may take several times longer than a quiet one.
vi.setConfig({ testTimeout: 40_000 });

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export type Serve = Parameters<typeof serve>[0]["functions"];
export type TestApp = {
  url: string;
  /** Requests of the runner so far. */
  calls: { url: string; method: string; headers: IncomingMessage["headers"] }[];
  stop(): Promise<void>;
  start(functions?: Serve): Promise<void>;
  /** Answers instead of the SDK while it is set; true means that it did. */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** A client of the real SDK whose runner's address is given later. */
export function createClient(mode: "dev" | "signed" = "signed") {
  const address = { url: "http://127.0.0.1:1" };
  const client = new Inngest({
    id: "shop",
    isDev: mode === "dev",
    signingKey: mode === "signed" ? SIGNING_KEY : undefined,
    eventKey: mode === "signed" ? EVENT_KEY : undefined,
    logger: QUIET,
    fetch: (input, init) => {
      const path = String(input).replace(/^https?:\/\/[^/]+/, "");
      return fetch(address.url + path, init);
    },
  });
  return { client, address };
}

/** Serves functions with the real SDK on a port of its own. */
export async function startApp(client: Inngest, functions: Serve, port = 0): Promise<TestApp> {
  let server: Server | undefined;
  const app: TestApp = {
    url: "",
    calls: [],
    async start(next = functions) {
      const handle = serve({ client, functions: next, servePath: "/api/inngest" });
      server = createServer((request, response) => {
        const { url = "", method = "", headers } = request;
        app.calls.push({ url, method, headers });
        if (!app.intercept?.(request, response)) handle(request, response);
      });
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      if (typeof address === "object" && address) port = address.port;
      app.url = `http://127.0.0.1:${port}/api/inngest`;
    },
    async stop() {
      server?.close();
      server?.closeAllConnections();
    },
  };
  await app.start();
  closers.push(() => app.stop());
  return app;
}

/** Starts a runner for an app, in signed mode and with short waits unless told otherwise. */
export async function startTestRunner(
  appUrl: string,
  options: Partial<RunnerOptions> = {},
): Promise<Runner> {
  const runner = await startRunner({
    port: 0,
    appUrl,
    signingKey: SIGNING_KEY,
    eventKey: EVENT_KEY,
    backoff: () => 20,
    clockScale: 20,
    ...options,
  });
  closers.push(() => runner.close());
  return runner;
}

/** App, runner and client together, synced. */
export async function startAll(
  make: (client: Inngest) => Serve,
  options: Partial<RunnerOptions> = {},
) {
  const { client, address } = createClient();
  const app = await startApp(client, make(client));
  const runner = await startTestRunner(app.url, options);
  address.url = runner.url;
  await until(async () => (await status(runner)).functions.length > 0, "the functions are synced");
  return { client, address, app, runner };
}

/** What GET /dev of a runner says. */
export async function status(runner: Runner) {
  const response = await fetch(`${runner.url}/dev`);
  return (await response.json()) as {
    name: string;
    mode: string;
    app: { id?: string; up: boolean; problem?: string };
    functions: { id: string; triggers: string[] }[];
    queued: number;
    running: number;
    inFlight: number;
  };
}

/** Waits until something is so, and fails with its name after `timeoutMs`. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  name: string,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain until ${name}.`);
    await pause(10);
  }
}

/** Waits some wall-clock ms. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
