import type { Core, Ending } from "./core";
import type { Memo, Run } from "./run";
import { ulid } from "./ulid";

/** Ends a run once: frees what it holds, tells its caller, and tells everyone by internal events. */
export function endRun(core: Core, run: Run, ending: Ending): void {
  if (run.endedAt !== undefined) return;
  run.endedAt = core.clock.now();
  run.status = ending.status;
  run.lastError = toSentence(ending);
  for (const cleanup of run.cleanups) cleanup();
  for (const job of run.jobs) job.timer?.();
  if (run.jobs.size > 0) core.queue.drop(run);
  core.runs.delete(run.id);
  core.history.add(run);
  if (ending.status === "failed") core.log("error", `${run.fn.id} failed: ${run.lastError}`);
  run.onEnd?.(toMemo(ending));
  announce(core, run, ending);
}

function toSentence(ending: Ending): string | undefined {
  if (ending.status === "failed") return `${ending.error.name}: ${ending.error.message}`;
  return ending.status === "cancelled" ? ending.reason : undefined;
}

function toMemo(ending: Ending): Memo {
  if (ending.status === "completed") return { type: "data", data: ending.data };
  if (ending.status === "failed") return { type: "error", error: ending.error };
  return { type: "error", error: { name: "FunctionCancelled", message: ending.reason } };
}

// Source: the payload types FailureEventPayload, FinishedEventPayload and CancelledEventPayload of
// the SDK. onFailure is a function that the SDK registers for the first of them.
function announce(core: Core, run: Run, ending: Ending): void {
  const [event] = run.events;
  const about = { function_id: run.fn.id, run_id: run.id, event, events: run.events };
  const publish = (name: string, extra: object) =>
    core.publish({
      id: ulid(core.clock.now()),
      name,
      data: { ...about, ...extra },
      ts: Date.now(),
      meta: event.meta,
    });
  if (ending.status === "cancelled") publish("inngest/function.cancelled", {});
  if (ending.status === "failed") publish("inngest/function.failed", { error: ending.error });
  if (ending.status === "completed") publish("inngest/function.finished", { result: ending.data });
  if (ending.status === "failed") publish("inngest/function.finished", { error: ending.error });
}
