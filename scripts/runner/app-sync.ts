import { z } from "zod";
import type { AppAnswer, CallApp } from "./call-app";
import { AppUnreachable } from "./call-app";
import type { Cancel, Clock } from "./clock";
import type { Log } from "./core";
import type { Register } from "./register";

/** What is known of the app. `problem` is a sentence; undefined when all is well. */
export type AppState = { id?: string; up: boolean; problem?: string };

export type AppSync = {
  readonly state: AppState;
  register: Register;
  /** Asks the app soon again, because a request found it gone. */
  appIsDown(): void;
};

type Options = {
  appUrl: string;
  callApp: CallApp;
  clock: Clock;
  register: Register;
  log: Log;
  hold(held: boolean): void;
  /** How often a running app is asked whether its functions changed, in ms. */
  resyncMs: number;
};

const RETRY_MS = 1_000;
const SYNC_TIMEOUT_MS = 30_000;

/**
 * Keeps the list of functions in step with the app: asks until it is up, and then regularly, so
 * that a restart with other functions is noticed. While it is down, nothing is sent to it.
 */
export function startAppSync(options: Options): AppSync {
  const { appUrl, callApp, clock, log, hold } = options;
  const state: AppState = { up: false };
  let timer: Cancel = () => {};
  let syncing = false;

  function report(problem: string | undefined) {
    if (problem && problem !== state.problem) log("warn", problem);
    state.problem = problem;
  }

  function register(body: unknown) {
    try {
      const result = options.register(body);
      state.id = result.appId;
      report(undefined);
      return result;
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  async function sync() {
    syncing = true;
    try {
      // In band: the app answers with its functions instead of sending them in a request of its own.
      const answer = await callApp({
        method: "PUT",
        body: { url: appUrl },
        headers: { "x-inngest-sync-kind": "in_band" },
        timeoutMs: SYNC_TIMEOUT_MS,
      });
      setUp(true);
      if (answer.status !== 200) report(refusal(answer));
      else if (answer.headers["x-inngest-sync-kind"] === "in_band")
        register(JSON.parse(answer.text));
      else report(undefined);
    } catch (error) {
      if (error instanceof AppUnreachable) setUp(false);
      report(error instanceof Error ? error.message : String(error));
    }
    syncing = false;
    timer = clock.after(state.problem ? RETRY_MS : options.resyncMs, sync);
  }

  function setUp(up: boolean) {
    if (up !== state.up) log("info", up ? `The app answers at ${appUrl}.` : `No app at ${appUrl}.`);
    state.up = up;
    hold(!up);
  }

  hold(true);
  void sync();
  return {
    state,
    register,
    appIsDown() {
      if (!state.up) return;
      setUp(false);
      // One that is under way goes on by itself; a second one would never end.
      if (syncing) return;
      timer();
      timer = clock.after(RETRY_MS, sync);
    },
  };
}

const refusalShape = z.looseObject({ message: z.string() });

function refusal({ status, text }: AppAnswer): string {
  if (status === 401) {
    return "The app refuses this runner's signature. Give both the same INNGEST_SIGNING_KEY, or none and INNGEST_DEV to the app.";
  }
  try {
    return `The app cannot be synced (${status}): ${refusalShape.parse(JSON.parse(text)).message}`;
  } catch {
    return `The app cannot be synced (${status}). Is the address of its Inngest endpoint right?`;
  }
}
