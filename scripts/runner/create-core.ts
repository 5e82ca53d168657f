import type { CallApp } from "./call-app";
import type { Clock } from "./clock";
import type { Backoff, Core, Log } from "./core";
import { endRun } from "./end-run";
import { execute } from "./execute";
import { createGates } from "./gates";
import { createHistory } from "./history";
import { createJobQueue } from "./job-queue";
import { publish } from "./publish";
import type { Job } from "./run";
import { settle } from "./settle";
import { ulid } from "./ulid";

type Options = {
  clock: Clock;
  log: Log;
  backoff: Backoff;
  maxInFlight: number;
  callApp: CallApp;
  appIsDown(): void;
};

/** Puts the parts of the runner together. Nothing is known and nothing runs yet. */
export function createCore({
  clock,
  log,
  backoff,
  maxInFlight,
  callApp,
  appIsDown,
}: Options): Core {
  const gates = createGates();
  const settleJob: Parameters<typeof execute>[3] = (job, outcome) => settle(core, job, outcome);
  const core: Core = {
    clock,
    log,
    backoff,
    gates,
    functions: new Map(),
    runs: new Map(),
    history: createHistory(),
    waiters: new Map(),
    joining: new Map(),
    queue: createJobQueue({
      clock,
      gates,
      maxInFlight,
      execute: (job) => execute(core, callApp, job, settleJob, appIsDown),
    }),
    publish: (event) => publish(core, event),
    end: (run, ending) => endRun(core, run, ending),
    enqueue(run, { stepId, attempt }, delayMs = 0) {
      if (run.endedAt !== undefined) return;
      const job: Job = { id: ulid(clock.now()), run, stepId, attempt, inFlight: false };
      run.jobs.add(job);
      if (delayMs > 0) job.timer = clock.after(delayMs, () => core.queue.add(job));
      else core.queue.add(job);
    },
  };
  return core;
}

const FIRST_BACKOFF_MS = 15_000;
const LONGEST_BACKOFF_MS = 2 * 3_600_000;

/** Doubles from 15 s up to 2 h, with up to a fifth more or less so that failures spread out. */
export function exponentialBackoff(attempt: number): number {
  const even = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return even * (0.8 + Math.random() * 0.4);
}
