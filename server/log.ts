import { pino } from "pino";
import { logLevel } from "./env";
import { boundFields } from "./log-context";
import type { LogFields } from "./log-fields";
import { loggable } from "./log-fields";

/** Everything that a line may say; the rest of it are fields. */
export type LogEvent =
  | "started"
  | "stopping"
  | "stopped"
  | "request"
  | "refused"
  | "policy broken"
  | "signed in"
  | "outside call"
  | "procedure failed"
  | "step done"
  | "step failed"
  | "run failed"
  | "metrics not read"
  | "library";

const lines = pino(
  {
    level: logLevel(),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A copy: pino writes the fields of the line into what it is given here.
    mixin: () => ({ ...boundFields() }),
    formatters: { level: (level) => ({ level }), log: loggable },
  },
  // Asked for at each line: tests listen there.
  { write: (line) => void process.stdout.write(line) },
);

const tell = (level: "debug" | "info" | "warn" | "error") => (event: LogEvent, fields: LogFields) =>
  lines[level](fields, event);

/**
 * The log: a line of JSON to the standard output for each event, with the ids of the request, the
 * run and what they are about (server/log-context), and no field but those of server/log-fields.
 */
export const log = {
  debug: tell("debug"),
  info: tell("info"),
  warn: tell("warn"),
  error: tell("error"),
};
