import type { Core } from "./core";
import { discover } from "./discover";
import { isWaitingStep, openStep } from "./open-step";
import type { Operation, Outcome, Retry } from "./outcome";
import { readError } from "./outcome";
import type { Job, RunError } from "./run";
import { COMPLETE_ID, DISCOVER, remember } from "./run";

/** Does what an answer of the app asks for. */
export function settle(core: Core, job: Job, outcome: Outcome): void {
  const { run } = job;
  if (run.endedAt !== undefined) return;
  if (outcome.kind === "done") core.end(run, { status: "completed", data: outcome.data });
  else if (outcome.kind === "operations") applyAll(core, job, outcome);
  else {
    run.lastError = `${outcome.error.name}: ${outcome.error.message}`;
    if (!retry(core, job, outcome.retry)) giveUp(core, job, outcome.error);
  }
}

function applyAll(core: Core, job: Job, outcome: Extract<Outcome, { kind: "operations" }>): void {
  const { run } = job;
  const waiting = outcome.list.filter(isWaitingStep);
  if (waiting.length > 1) run.parallel = true;
  for (const op of outcome.list) {
    if (run.endedAt !== undefined) return;
    if (!waiting.includes(op)) applyResult(core, job, op, outcome.retry);
    else if (!run.known.has(op.id)) openStep(core, run, op);
  }
  if (run.endedAt === undefined) lookAgain(core, job, outcome.list, outcome.coalesce);
}

function applyResult(core: Core, job: Job, op: Operation, allowed: Retry): void {
  const { run } = job;
  if (op.op === "StepRun" || op.op === "Step") {
    remember(run, op.id, { type: "data", data: op.data ?? null });
  } else if (op.op === "StepError" || op.op === "StepFailed") {
    const error = readError(op.error);
    run.lastError = `${error.name}: ${error.message}`;
    if (op.op === "StepError" && retry(core, job, allowed)) return;
    if (op.id === COMPLETE_ID) core.end(run, { status: "failed", error });
    else remember(run, op.id, { type: "error", error });
  } else if (op.op === "RunComplete") {
    core.end(run, { status: "completed", data: op.data ?? null });
  } else if (op.op !== "DiscoveryRequest") {
    const message = `The embedded runner does not support ${op.op} (step ${op.name ?? op.id}). Use Inngest Cloud, inngest start or the dev server for it.`;
    core.end(run, { status: "failed", error: { name: "UnsupportedStep", message } });
  }
}

function lookAgain(core: Core, job: Job, list: Operation[], coalesce: boolean): void {
  const { run } = job;
  const planned = job.stepId !== DISCOVER;
  const hasResult = list.some((op) => run.steps.has(op.id) || op.op === "DiscoveryRequest");
  const race = list.some((op) => op.opts?.parallelMode === "race");
  const waitForOthers = planned && coalesce && !race && run.planned.size > 0;
  if (hasResult && !waitForOthers) discover(core, run);
  if (run.jobs.size > 0 || run.open > 0) return;
  core.end(run, {
    status: "failed",
    error: { name: "NothingLeft", message: "The app reported nothing new, and nothing is open." },
  });
}

function retry(core: Core, job: Job, { allowed, afterMs }: Retry): boolean {
  const attempt = job.attempt + 1;
  if (!allowed || attempt >= job.run.fn.maxAttempts) return false;
  core.enqueue(job.run, { stepId: job.stepId, attempt }, afterMs ?? core.backoff(attempt));
  return true;
}

// A planned step that cannot be run at all is that step's error, which the function may catch.
function giveUp(core: Core, job: Job, error: RunError): void {
  const { run } = job;
  if (job.stepId === DISCOVER) {
    core.end(run, { status: "failed", error });
  } else {
    remember(run, job.stepId, { type: "error", error });
    discover(core, run);
  }
}
