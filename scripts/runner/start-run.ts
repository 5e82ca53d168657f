import type { Core } from "./core";
import { parseDelay } from "./durations";
import type { FunctionConfig } from "./function-config";
import { keyOf } from "./gates";
import type { Run } from "./run";
import { DISCOVER } from "./run";
import { ulid } from "./ulid";
import { waitFor } from "./wait-for";

/** The range of a priority in s. Source: Inngest SDK specification, 4.3.2. */
const MAX_PRIORITY_S = 600;

/**
 * Makes a run and queues its first request.
 * @param options.delayMs how long it waits before it may start; it can be cancelled meanwhile.
 */
export function startRun(
  core: Core,
  fn: FunctionConfig,
  events: Run["events"],
  options: { delayMs?: number; onEnd?: Run["onEnd"] } = {},
): Run {
  const now = core.clock.now();
  const [event] = events;
  const run: Run = {
    id: ulid(now),
    fn,
    events,
    status: "queued",
    queuedAt: now,
    rank: now - priority(fn, event) * 1_000,
    groups: fn.concurrency.map(({ limit, key, scope }) => ({
      limit,
      key: keyOf(scope === "fn" ? fn.id : scope, key, event),
    })),
    throttleKey: fn.throttle && keyOf(fn.id, fn.throttle.key, event),
    steps: new Map(),
    order: [],
    known: new Set(),
    planned: new Set(),
    parallel: false,
    open: 0,
    jobs: new Set(),
    cleanups: [],
    requests: 0,
    attempts: 0,
    onEnd: options.onEnd,
  };
  core.runs.set(run.id, run);
  watchCancellation(core, run);
  watchStart(core, run, options.delayMs ?? 0);
  core.enqueue(run, { stepId: DISCOVER, attempt: 0 }, options.delayMs);
  return run;
}

function priority(fn: FunctionConfig, event: Run["events"][0]): number {
  const factor = Number(fn.priority?.evaluate({ event }) ?? 0) || 0;
  return Math.min(MAX_PRIORITY_S, Math.max(-MAX_PRIORITY_S, factor));
}

function watchCancellation(core: Core, run: Run): void {
  for (const { event, if: test, timeout } of run.fn.cancelOn) {
    const reason = `The event ${event} cancelled the run.`;
    const stop = waitFor(core, run, event, test, () =>
      core.end(run, { status: "cancelled", reason }),
    );
    run.cleanups.push(stop);
    const delayMs = timeout === undefined ? undefined : parseDelay(timeout, Date.now());
    if (delayMs !== undefined) run.cleanups.push(core.clock.after(delayMs, stop));
  }
}

function watchStart(core: Core, run: Run, delayMs: number): void {
  const { startMs } = run.fn.timeouts;
  if (startMs === undefined) return;
  const reason = "The run waited longer than timeouts.start to begin.";
  const timer = core.clock.after(delayMs + startMs, () => {
    if (run.startedAt === undefined) core.end(run, { status: "cancelled", reason });
  });
  run.cleanups.push(timer);
}
