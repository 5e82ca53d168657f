import type { Run, RunStatus } from "./run";

/** A run that is over, without its events and step outputs. Times are ms since the epoch. */
export type RunSummary = {
  id: string;
  functionId: string;
  eventName: string;
  status: RunStatus;
  queuedAt: number;
  endedAt?: number;
  attempts: number;
  requests: number;
  error?: string;
};

export type History = { add(run: Run): void; list(): RunSummary[] };

/**
 * Remembers the last runs for the page.
 * @param size how many failed ones, and how many others: many good runs must not hide a failed one.
 */
export function createHistory(size = 200): History {
  const failed: RunSummary[] = [];
  const others: RunSummary[] = [];
  return {
    add(run) {
      const list = run.status === "failed" ? failed : others;
      list.push(summarize(run));
      if (list.length > size) list.shift();
    },
    list: () => [...failed, ...others].sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
  };
}

/** The part of a run that may be shown. */
export function summarize(run: Run): RunSummary {
  return {
    id: run.id,
    functionId: run.fn.id,
    eventName: run.events[0].name,
    status: run.status,
    queuedAt: run.queuedAt,
    endedAt: run.endedAt,
    attempts: run.attempts,
    requests: run.requests,
    error: run.lastError,
  };
}
