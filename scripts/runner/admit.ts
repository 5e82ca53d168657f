import type { Core } from "./core";
import type { FunctionConfig } from "./function-config";
import { keyOf } from "./gates";
import type { RunnerEvent } from "./run";
import { startRun } from "./start-run";

/** Starts a run for an event, as far as batch, debounce, idempotency, rate limit and singleton let it. */
export function admit(core: Core, fn: FunctionConfig, event: RunnerEvent): void {
  if (fn.batch && (!fn.batch.if || fn.batch.if.evaluate({ event }) === true)) {
    addToBatch(core, fn, fn.batch, event);
  } else if (fn.debounce) {
    debounce(core, fn, fn.debounce, event);
  } else letIn(core, fn, [event]);
}

type Events = [RunnerEvent, ...RunnerEvent[]];

function letIn(core: Core, fn: FunctionConfig, events: Events): void {
  const [event] = events;
  const now = core.clock.now();
  if (!core.gates.admitsKey(fn, event, now) || !core.gates.admitsRate(fn, event, now)) return;
  // An event of the future starts its run then; the run exists, and can be cancelled, at once.
  const start = () => startRun(core, fn, events, { delayMs: event.ts - Date.now() });
  if (!fn.singleton) return void start();
  const { singletons } = core.gates;
  const key = keyOf(fn.id, fn.singleton.key, event);
  const holder = singletons.get(key);
  if (holder && fn.singleton.mode === "skip") return;
  if (holder) {
    core.end(holder, { status: "cancelled", reason: "A newer run of the singleton replaced it." });
  }
  const run = start();
  singletons.set(key, run);
  run.cleanups.push(() => {
    if (singletons.get(key) === run) singletons.delete(key);
  });
}

function debounce(
  core: Core,
  fn: FunctionConfig,
  { periodMs, timeoutMs = Number.POSITIVE_INFINITY, key }: NonNullable<FunctionConfig["debounce"]>,
  event: RunnerEvent,
): void {
  const name = keyOf(fn.id, key, event);
  const earlier = core.joining.get(name);
  earlier?.timer();
  const now = core.clock.now();
  const since = earlier?.since ?? now;
  const delayMs = Math.min(periodMs, since + timeoutMs - now);
  const timer = core.clock.after(delayMs, () => {
    core.joining.delete(name);
    letIn(core, fn, [event]);
  });
  core.joining.set(name, { events: [event], since, timer });
}

function addToBatch(
  core: Core,
  fn: FunctionConfig,
  { maxSize, timeoutMs, key }: NonNullable<FunctionConfig["batch"]>,
  event: RunnerEvent,
): void {
  const name = keyOf(fn.id, key, event);
  const flush = (events: Events) => {
    core.joining.delete(name);
    letIn(core, fn, events);
  };
  const batch = core.joining.get(name);
  if (!batch) {
    const events: Events = [event];
    const timer = core.clock.after(maxSize === 1 ? 0 : timeoutMs, () => flush(events));
    core.joining.set(name, { events, since: core.clock.now(), timer });
    return;
  }
  batch.events.push(event);
  if (batch.events.length < maxSize) return;
  batch.timer();
  flush(batch.events);
}
