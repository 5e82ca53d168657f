import type { Clock } from "./clock";
import type { Gates } from "./gates";
import type { Job, Run } from "./run";

/** Requests that are due, and those in flight. */
export type JobQueue = {
  add(job: Job): void;
  /** Forgets the due requests of a run; one in flight goes on. */
  drop(run: Run): void;
  /** While held, nothing is sent: the app is down or the runner stops. */
  hold(held: boolean): void;
  readonly due: number;
  readonly inFlight: number;
};

type Options = {
  clock: Clock;
  gates: Gates;
  maxInFlight: number;
  /** Must not reject. */
  execute(job: Job): Promise<void>;
};

/**
 * Sends due requests in the order of their runs' rank, as far as the cap, the concurrency limits
 * and the throttles allow. A run that is blocked does not hold up the others.
 */
export function createJobQueue({ clock, gates, maxInFlight, execute }: Options): JobQueue {
  let due: Job[] = [];
  let inFlight = 0;
  let held = false;
  let pumping = false;
  const throttled = new Set<string>();

  function pumpSoon() {
    if (pumping) return;
    pumping = true;
    queueMicrotask(() => {
      pumping = false;
      pump();
    });
  }

  function pump() {
    const full = new Set<string>();
    for (let i = 0; i < due.length && inFlight < maxInFlight && !held; ) {
      const job = due[i];
      if (job && mayGo(job.run, full)) {
        due.splice(i, 1);
        void send(job);
      } else i++;
    }
  }

  function mayGo(run: Run, full: Set<string>): boolean {
    if (run.groups.some(({ key }) => full.has(key))) return false;
    const fullGroups = gates.fullGroups(run);
    for (const key of fullGroups) full.add(key);
    if (fullGroups.length > 0) return false;
    return run.startedAt !== undefined || mayStart(run, full);
  }

  function mayStart(run: Run, full: Set<string>): boolean {
    const key = run.throttleKey;
    if (key === undefined) return true;
    if (full.has(key)) return false;
    const waitMs = gates.throttleWait(run, clock.now());
    if (waitMs <= 0) return true;
    full.add(key);
    if (throttled.has(key)) return false;
    throttled.add(key);
    clock.after(waitMs, () => {
      throttled.delete(key);
      pumpSoon();
    });
    return false;
  }

  async function send(job: Job) {
    inFlight++;
    gates.takeSlot(job.run);
    try {
      await execute(job);
    } finally {
      inFlight--;
      gates.freeSlot(job.run);
      pumpSoon();
    }
  }

  return {
    add(job) {
      let [low, high] = [0, due.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((due[middle]?.run.rank ?? 0) <= job.run.rank) low = middle + 1;
        else high = middle;
      }
      due.splice(low, 0, job);
      pumpSoon();
    },
    drop(run) {
      due = due.filter((job) => job.run !== run);
    },
    hold(next) {
      held = next;
      pumpSoon();
    },
    get due() {
      return due.length;
    },
    get inFlight() {
      return inFlight;
    },
  };
}
