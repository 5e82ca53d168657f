import { createHash } from "node:crypto";
import type { Cancel } from "./clock";
import type { FunctionConfig } from "./function-config";

/** An event as functions see it. `ts` is ms since the epoch, UTC. */
export type RunnerEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  user?: unknown;
  v?: string;
  meta?: unknown;
};

/** An error as the SDK writes and reads it. */
export type RunError = { name: string; message: string; stack?: string };

/** The kept outcome of a step. */
export type Memo = { type: "data"; data: unknown } | { type: "error"; error: unknown };

/** One request to the app. `stepId` is "step" to let the SDK discover, else the step to run. */
export type Job = {
  id: string;
  run: Run;
  stepId: string;
  /** From 0. */
  attempt: number;
  inFlight: boolean;
  timer?: Cancel;
};

export type RunStatus = "queued" | "running" | "completed" | "failed" | "cancelled";

/** One execution of a function. Times are ms since the epoch. */
export type Run = {
  id: string;
  fn: FunctionConfig;
  events: [RunnerEvent, ...RunnerEvent[]];
  status: RunStatus;
  queuedAt: number;
  startedAt?: number;
  endedAt?: number;
  /** Runs with a lower rank go first. */
  rank: number;
  /** The concurrency groups in which each of its requests counts. */
  groups: { key: string; limit: number }[];
  throttleKey?: string;
  steps: Map<string, Memo>;
  /** Ids of the steps in the order in which they ended. */
  order: string[];
  /** Every step ever reported, so that none is planned twice. */
  known: Set<string>;
  /** Planned steps that have not ended. */
  planned: Set<string>;
  /** Set once the SDK reported several steps at once: from then on it plans every step. */
  parallel: boolean;
  /** How many sleeps, waits and invocations are open. */
  open: number;
  jobs: Set<Job>;
  cleanups: Cancel[];
  requests: number;
  attempts: number;
  lastError?: string;
  onEnd?: (memo: Memo) => void;
};

/** The id that the SDK gives to the end of a run when it reports it among steps. */
export const COMPLETE_ID = createHash("sha1").update("complete").digest("hex");

export const DISCOVER = "step";

/** Keeps the outcome of a step; the first one stands. */
export function remember(run: Run, stepId: string, memo: Memo): void {
  run.known.add(stepId);
  run.planned.delete(stepId);
  if (run.steps.has(stepId)) return;
  run.steps.set(stepId, memo);
  run.order.push(stepId);
}
