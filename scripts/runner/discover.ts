import type { Core } from "./core";
import type { Run } from "./run";
import { DISCOVER } from "./run";

/** Lets the SDK go through the function again; at most one such request is open at a time. */
export function discover(core: Core, run: Run): void {
  // One in flight reports the step that just ended as if it were open; settle then looks again.
  if ([...run.jobs].some((job) => job.stepId === DISCOVER)) return;
  core.enqueue(run, { stepId: DISCOVER, attempt: 0 });
}
