import type { Core, Waiter } from "./core";
import type { Expression } from "./expression";
import type { Run } from "./run";

/**
 * Registers interest of a run in events of a name.
 * @returns what ends the interest.
 */
export function waitFor(
  core: Core,
  run: Run,
  name: string,
  test: Expression | undefined,
  resume: Waiter["resume"],
): () => void {
  const waiters = core.waiters.get(name) ?? new Set();
  core.waiters.set(name, waiters);
  const waiter: Waiter = {
    matches: (async) => !test || test.evaluate({ event: run.events[0], async }) === true,
    resume,
  };
  waiters.add(waiter);
  return () => {
    waiters.delete(waiter);
    if (waiters.size === 0 && core.waiters.get(name) === waiters) core.waiters.delete(name);
  };
}
