import type { Cancel, Clock } from "./clock";
import type { FunctionConfig } from "./function-config";
import type { Gates } from "./gates";
import type { History } from "./history";
import type { JobQueue } from "./job-queue";
import type { Job, Run, RunError, RunnerEvent } from "./run";

export type Log = (level: "info" | "warn" | "error", sentence: string) => void;

/** How long to wait before attempt `attempt` (1 is the first retry), in ms. */
export type Backoff = (attempt: number) => number;

/** How a run ended. */
export type Ending =
  | { status: "completed"; data: unknown }
  | { status: "failed"; error: RunError }
  | { status: "cancelled"; reason: string };

/** A run that waits for an event. */
export type Waiter = {
  matches(event: RunnerEvent): boolean;
  resume(event: RunnerEvent): void;
};

/** Events held back by a debounce or a batch. */
export type Joining = { events: [RunnerEvent, ...RunnerEvent[]]; since: number; timer: Cancel };

/** The state that the parts of the runner share, and the three verbs by which they call each other. */
export type Core = {
  clock: Clock;
  log: Log;
  backoff: Backoff;
  functions: Map<string, FunctionConfig>;
  /** Runs that are not over, by id. */
  runs: Map<string, Run>;
  history: History;
  gates: Gates;
  queue: JobQueue;
  /** What waits for an event, by the event's name: waitForEvent and cancelOn. */
  waiters: Map<string, Set<Waiter>>;
  /** Events that wait to be joined into one run, by key. */
  joining: Map<string, Joining>;
  /** Lets an event trigger functions and wake what waits for it. */
  publish(event: RunnerEvent): void;
  /** Ends a run once; later calls do nothing. */
  end(run: Run, ending: Ending): void;
  /** Puts a request to the app into the queue, after `delayMs`. */
  enqueue(run: Run, job: Pick<Job, "stepId" | "attempt">, delayMs?: number): void;
};
