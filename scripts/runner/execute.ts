import type { CallApp } from "./call-app";
import { AppUnreachable } from "./call-app";
import type { Core } from "./core";
import type { Outcome } from "./outcome";
import { readOutcome } from "./outcome";
import type { Job } from "./run";

/** Makes one request of a run, unless the run is over. Never rejects. */
export async function execute(
  core: Core,
  callApp: CallApp,
  job: Job,
  settle: (job: Job, outcome: Outcome) => void,
  appIsDown: () => void,
): Promise<void> {
  const { run } = job;
  if (run.endedAt !== undefined) return;
  begin(core, job);
  const outcome = await call(callApp, job);
  run.jobs.delete(job);
  if (outcome) {
    run.requests++;
    settle(job, outcome);
  } else {
    core.enqueue(run, job);
    appIsDown();
  }
}

/** Undefined means that nothing was sent. */
async function call(callApp: CallApp, job: Job): Promise<Outcome | undefined> {
  const { run } = job;
  try {
    const answer = await callApp({
      method: "POST",
      query: { fnId: run.fn.id, stepId: job.stepId },
      headers: { "x-run-id": run.id, "x-inngest-job-id": job.id },
      body: callRequest(job),
    });
    return readOutcome(answer);
  } catch (error) {
    if (error instanceof AppUnreachable) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    const retry = { allowed: true };
    return { kind: "error", error: { name: "RequestFailed", message }, retry };
  }
}

function begin(core: Core, job: Job): void {
  const { run } = job;
  job.inFlight = true;
  run.attempts = Math.max(run.attempts, job.attempt + 1);
  if (run.startedAt !== undefined) return;
  run.startedAt = core.clock.now();
  run.status = "running";
  const { finishMs } = run.fn.timeouts;
  if (finishMs === undefined) return;
  const reason = "The run took longer than timeouts.finish.";
  run.cleanups.push(
    core.clock.after(finishMs, () => core.end(run, { status: "cancelled", reason })),
  );
}

// Source: Inngest SDK specification, 4.4.1. fn_id and qi_id let the SDK checkpoint.
function callRequest({ run, id, attempt }: Job) {
  return {
    version: -1,
    event: run.events[0],
    events: run.events,
    steps: Object.fromEntries(run.steps),
    ctx: {
      run_id: run.id,
      fn_id: run.fn.id,
      qi_id: id,
      attempt,
      max_attempts: run.fn.maxAttempts,
      disable_immediate_execution: run.parallel,
      use_api: false,
      stack: { stack: run.order, current: run.order.length },
    },
  };
}
