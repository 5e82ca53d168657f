import { admit } from "./admit";
import type { Core } from "./core";
import type { FunctionConfig } from "./function-config";
import type { RunnerEvent } from "./run";

/** Lets an event wake the runs that wait for it, and then trigger functions, each at most once. */
export function publish(core: Core, event: RunnerEvent): void {
  for (const waiter of [...(core.waiters.get(event.name) ?? [])]) {
    if (waiter.matches(event)) waiter.resume(event);
  }
  for (const fn of core.functions.values()) {
    if (isTriggered(fn, event)) admit(core, fn, event);
  }
}

function isTriggered(fn: FunctionConfig, event: RunnerEvent): boolean {
  return fn.events.some(
    (trigger) =>
      nameMatches(trigger.event, event.name) &&
      (!trigger.if || trigger.if.evaluate({ event }) === true),
  );
}

function nameMatches(pattern: string, name: string): boolean {
  if (!pattern.endsWith("*")) return pattern === name;
  // Else a function for "*" would be triggered by its own end, for ever.
  if (name.startsWith("inngest/") && !pattern.startsWith("inngest/")) return false;
  return name.startsWith(pattern.slice(0, -1));
}
