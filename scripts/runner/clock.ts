/** Ends a timer before it fires; harmless afterwards. */
export type Cancel = () => void;

/**
 * The only source of time in the runner. `now` is ms since the epoch; `after` waits `ms` of this
 * clock's time. A scale of 60 makes one minute pass in a second, for tests.
 */
export type Clock = {
  now(): number;
  after(ms: number, action: () => void): Cancel;
  stop(): void;
};

// Node fires a longer timeout at once.
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Starts a clock.
 * @param scale how much faster than the wall clock it runs; 1 outside of tests.
 */
export function createClock(scale = 1): Clock {
  const base = Date.now();
  const timers = new Set<Cancel>();
  let stopped = false;

  function after(ms: number, action: () => void): Cancel {
    let handle: NodeJS.Timeout | undefined;
    const cancel = () => {
      clearTimeout(handle);
      timers.delete(cancel);
    };
    const arm = (leftMs: number) => {
      const partMs = Math.min(leftMs, LONGEST_TIMEOUT_MS);
      handle = setTimeout(() => {
        if (leftMs > partMs) return arm(leftMs - partMs);
        timers.delete(cancel);
        action();
      }, partMs);
    };
    if (stopped) return cancel;
    timers.add(cancel);
    arm(Math.max(0, ms / scale));
    return cancel;
  }

  return {
    now: () => base + (Date.now() - base) * scale,
    after,
    stop() {
      stopped = true;
      for (const cancel of [...timers]) cancel();
    },
  };
}
