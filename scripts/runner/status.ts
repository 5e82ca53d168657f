import type { AppState } from "./app-sync";
import type { Core } from "./core";

/** What GET /dev answers: which runner this is, its app, its functions and how much it has to do. */
export function describeRunner(core: Core, app: AppState, signed: boolean) {
  const runs = [...core.runs.values()];
  return {
    name: "embedded runner",
    mode: signed ? "signed" : "dev",
    app,
    functions: [...core.functions.values()].map((fn) => ({
      id: fn.id,
      name: fn.name,
      triggers: [
        ...fn.events.map(({ event, if: test }) => (test ? `${event} if ${test.source}` : event)),
        ...fn.crons.map(({ cron }) => cron.source),
      ],
    })),
    queued: runs.filter(({ status }) => status === "queued").length,
    running: runs.filter(({ status }) => status === "running").length,
    inFlight: core.queue.inFlight,
  };
}

export type RunnerStatus = ReturnType<typeof describeRunner>;
