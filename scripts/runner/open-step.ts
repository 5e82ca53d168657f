import type { Core } from "./core";
import { discover } from "./discover";
import { parseDelay } from "./durations";
import { compileExpression } from "./expression";
import { invoke } from "./invoke";
import type { Operation } from "./outcome";
import type { Memo, Run } from "./run";
import { remember } from "./run";
import { waitFor } from "./wait-for";

const WAITING = new Set(["StepPlanned", "Sleep", "WaitForEvent", "InvokeFunction"]);

/** Whether an operation asks for something that ends later. */
export function isWaitingStep(op: Operation): boolean {
  return WAITING.has(op.op);
}

/** Starts what a newly reported step asks for. */
export function openStep(core: Core, run: Run, op: Operation): void {
  run.known.add(op.id);
  if (op.op === "StepPlanned") {
    run.planned.add(op.id);
    core.enqueue(run, { stepId: op.id, attempt: 0 });
    return;
  }
  run.open++;
  try {
    if (op.op === "Sleep") sleep(core, run, op);
    else if (op.op === "WaitForEvent") waitForEvent(core, run, op);
    else invokeStep(core, run, op);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    core.end(run, { status: "failed", error: { name: "UnsupportedStep", message } });
  }
}

function close(core: Core, run: Run, stepId: string, memo: Memo): void {
  if (run.endedAt !== undefined || run.steps.has(stepId)) return;
  run.open--;
  remember(run, stepId, memo);
  discover(core, run);
}

function sleep(core: Core, run: Run, op: Operation): void {
  const delayMs = delayOf(op.opts?.duration ?? op.name ?? "", op);
  const wake = () => close(core, run, op.id, { type: "data", data: null });
  run.cleanups.push(core.clock.after(delayMs, wake));
}

function waitForEvent(core: Core, run: Run, op: Operation): void {
  const name = String(op.opts?.event ?? op.name ?? "");
  const source = op.opts?.if;
  const test = typeof source === "string" ? compileExpression(source) : undefined;
  const stop = waitFor(core, run, name, test, (event) => {
    stop();
    timer();
    close(core, run, op.id, { type: "data", data: event });
  });
  const timer = core.clock.after(delayOf(op.opts?.timeout, op), () => {
    stop();
    close(core, run, op.id, { type: "data", data: null });
  });
  run.cleanups.push(stop, timer);
}

function invokeStep(core: Core, run: Run, op: Operation): void {
  const timeout = op.opts?.timeout;
  const child = invoke(core, op, (memo) => close(core, run, op.id, memo));
  if (typeof timeout !== "string" || !child) return;
  const error = {
    name: "InvokeTimeout",
    message: `Function ${child.fn.id} did not end in ${timeout}.`,
  };
  const timer = core.clock.after(delayOf(timeout, op), () =>
    close(core, run, op.id, { type: "error", error }),
  );
  run.cleanups.push(timer);
}

function delayOf(value: unknown, op: Operation): number {
  const delayMs = parseDelay(String(value ?? ""), Date.now());
  if (delayMs !== undefined) return delayMs;
  throw new Error(`Step ${op.name ?? op.id} waits for "${value}", which is no duration or date.`);
}
