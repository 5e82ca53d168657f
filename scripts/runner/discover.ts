import type { Core } from "./core";
import type { Run } from "./run";
import { DISCOVER } from "./run";

/** Lets the SDK go through the function again; at most one such request is open at a time. */
export function discover(core: Core, run: Run): void {
  const open = [...run.jobs].filter((job) => job.stepId === DISCOVER);
  run.rediscover = open.some((job) => job.inFlight);
  if (open.length === 0) core.enqueue(run, { stepId: DISCOVER, attempt: 0 });
}
