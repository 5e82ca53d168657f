import { once } from "node:events";
import { createApi } from "./api";
import type { AppSync } from "./app-sync";
import { startAppSync } from "./app-sync";
import { createCallApp } from "./call-app";
import { createClock } from "./clock";
import type { Backoff, Log } from "./core";
import { createCore, exponentialBackoff } from "./create-core";
import { createHttpServer } from "./http-server";
import { createRegister } from "./register";
import { assertSigningKey } from "./signature";

export type RunnerOptions = {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** The app's Inngest endpoint, such as http://127.0.0.1:3000/api/inngest. */
  appUrl: string;
  /** With it every request to the app and every answer is signed; without it the app runs in dev mode. */
  signingKey?: string;
  /** Events with another key are refused. */
  eventKey?: string;
  log?: Log;
  /** How many requests to the app may be in flight. */
  maxInFlight?: number;
  /** How long one request to the app may take, in ms. */
  requestTimeoutMs?: number;
  /** How often the app is asked whether its functions changed, in ms. */
  resyncMs?: number;
  backoff?: Backoff;
  /** How much faster than real time sleeps, periods and schedules pass; for tests. */
  clockScale?: number;
};

export type Runner = { url: string; close(): Promise<void> };

/** How long requests in flight may go on at a stop, in ms. */
const GRACE_MS = 5_000;
const TWO_HOURS_MS = 2 * 3_600_000;

/**
 * Starts the embedded runner, which drives the Inngest functions of one app. It keeps nothing on
 * disk: see docs/decisions/0002-embedded-runner.md.
 * @returns its own address, and `close`, which waits up to 5 s for requests in flight.
 * @throws Error with a sentence when the signing key is unusable or the port is taken.
 */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { host = "127.0.0.1", appUrl, signingKey, eventKey, log = () => {} } = options;
  if (signingKey) assertSigningKey(signingKey);
  let closing = false;
  let sync: AppSync | undefined;
  const abort = new AbortController();
  const clock = createClock(options.clockScale);
  const timeoutMs = options.requestTimeoutMs ?? TWO_HOURS_MS;
  const callApp = createCallApp({ appUrl, signingKey, timeoutMs, signal: abort.signal });
  const core = createCore({
    clock,
    log,
    callApp,
    backoff: options.backoff ?? exponentialBackoff,
    maxInFlight: options.maxInFlight ?? 8,
    appIsDown: () => sync?.appIsDown(),
  });
  sync = startAppSync({
    appUrl,
    callApp,
    clock,
    log,
    register: createRegister(core),
    hold: (held) => core.queue.hold(held || closing),
    resyncMs: options.resyncMs ?? 5_000,
  });
  const api = createApi({ core, sync, signingKey, eventKey, isClosing: () => closing });
  const server = createHttpServer(api, log);
  server.listen(options.port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    clock.stop();
    abort.abort();
    throw new Error(`The runner cannot listen on ${host}:${options.port}: ${String(error)}`);
  }
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;

  return {
    url: `http://${host}:${port}`,
    async close() {
      closing = true;
      core.queue.hold(true);
      clock.stop();
      const deadline = Date.now() + GRACE_MS;
      while (core.queue.inFlight > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      abort.abort();
      server.close();
      server.closeAllConnections();
    },
  };
}
