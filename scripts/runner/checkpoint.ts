import { z } from "zod";
import type { Core } from "./core";
import { operations } from "./outcome";
import { Problem } from "./problem";
import { remember } from "./run";

const checkpointed = z.looseObject({ qi_id: z.string(), steps: operations });

/**
 * Keeps steps that the SDK ran within one request and goes on from.
 * @throws Problem 409 when the request is not the run's current one (the runner restarted, or the
 * run is over): the SDK then stops at once instead of running on for nobody. Problem 400 when a
 * step is not a finished one: the SDK then reports it in its answer instead.
 */
export function keepCheckpoint(core: Core, runId: string, body: unknown): void {
  const parsed = checkpointed.safeParse(body);
  if (!parsed.success) {
    throw new Problem(400, `This is not a checkpoint. ${z.prettifyError(parsed.error)}`);
  }
  const run = core.runs.get(runId);
  const job = run && [...run.jobs].find(({ id }) => id === parsed.data.qi_id);
  if (!run || !job?.inFlight) {
    throw new Problem(409, `Run ${runId} does not wait for this request any more.`);
  }
  const { steps } = parsed.data;
  const odd = steps.find(({ op }) => op !== "StepRun" && op !== "Step");
  if (odd) throw new Problem(400, `A checkpoint can hold finished steps, not ${odd.op}.`);
  for (const step of steps) {
    remember(run, step.id, { type: "data", data: step.data ?? null });
  }
}
