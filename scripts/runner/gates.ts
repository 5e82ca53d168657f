import type { ExpiringMap } from "./expiring-map";
import { createExpiringMap } from "./expiring-map";
import type { Expression } from "./expression";
import type { FunctionConfig } from "./function-config";
import type { Run, RunnerEvent } from "./run";

/** How long an idempotency key and an event id are remembered. Source: Inngest's documentation. */
export const DAY_MS = 24 * 3_600_000;

/** What decides whether and when runs may start and requests may go out. */
export type Gates = {
  /** Events already taken: id to the id that was answered then. */
  taken: ExpiringMap<string>;
  /** False when a run with the same idempotency key was let in within 24 hours. */
  admitsKey(fn: FunctionConfig, event: RunnerEvent, now: number): boolean;
  /** False when the rate limit of the current period is used up. The period begins with its first event. */
  admitsRate(fn: FunctionConfig, event: RunnerEvent, now: number): boolean;
  /** ms until the throttle lets the run start; 0 takes the place. */
  throttleWait(run: Run, now: number): number;
  /** The concurrency groups of the run that are full. */
  fullGroups(run: Run): string[];
  takeSlot(run: Run): void;
  freeSlot(run: Run): void;
  /** The run that holds a singleton key. */
  singletons: Map<string, Run>;
};

/** The value of a key expression as a text that is unique per function and value. */
export function keyOf(scope: string, key: Expression | undefined, event: RunnerEvent): string {
  return JSON.stringify([scope, key?.source ?? null, key?.evaluate({ event }) ?? null]);
}

/** Makes gates that have let nothing through yet. */
export function createGates(): Gates {
  const keys = createExpiringMap<true>();
  const windows = createExpiringMap<{ count: number }>();
  const arrivals = createExpiringMap<number>();
  const slots = new Map<string, number>();

  return {
    taken: createExpiringMap(),
    singletons: new Map(),

    admitsKey(fn, event, now) {
      if (!fn.idempotency) return true;
      const key = keyOf(fn.id, fn.idempotency, event);
      if (keys.get(key, now)) return false;
      keys.set(key, true, now + DAY_MS, now);
      return true;
    },

    admitsRate(fn, event, now) {
      if (!fn.rateLimit) return true;
      const key = keyOf(fn.id, fn.rateLimit.key, event);
      const window = windows.get(key, now) ?? { count: 0 };
      if (window.count === 0) windows.set(key, window, now + fn.rateLimit.periodMs, now);
      window.count++;
      return window.count <= fn.rateLimit.limit;
    },

    // Generic cell rate algorithm. Without a burst, starts are spread evenly over the period; with
    // one, limit + burst runs may start at once and then one per period / limit.
    throttleWait(run, now) {
      const { throttle } = run.fn;
      if (!throttle || run.throttleKey === undefined) return 0;
      const spacingMs = throttle.periodMs / throttle.limit;
      const capacity = throttle.burst === undefined ? 1 : throttle.limit + throttle.burst;
      const arrival = Math.max(now, arrivals.get(run.throttleKey, now) ?? now);
      const wait = arrival - (capacity - 1) * spacingMs - now;
      if (wait > 0) return wait;
      arrivals.set(run.throttleKey, arrival + spacingMs, arrival + spacingMs, now);
      return 0;
    },

    fullGroups: (run) =>
      run.groups.filter(({ key, limit }) => (slots.get(key) ?? 0) >= limit).map(({ key }) => key),
    takeSlot(run) {
      for (const { key } of run.groups) slots.set(key, (slots.get(key) ?? 0) + 1);
    },
    freeSlot(run) {
      for (const { key } of run.groups) {
        const left = (slots.get(key) ?? 1) - 1;
        if (left > 0) slots.set(key, left);
        else slots.delete(key);
      }
    },
  };
}
