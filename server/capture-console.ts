import { describeError } from "./describe-error";
import { log } from "./log";
import { failures } from "./metrics/counters";

/**
 * What libraries write to the console becomes lines of the log, without their words: those may quote
 * a query with its parameters, or a request. An error keeps its kind, its place and its digest.
 */
export function libraryLine(
  level: "debug" | "info" | "warn" | "error",
  library: "console" | "inngest" | "sign-in",
  given: readonly unknown[],
): void {
  const error = given.find((one) => one instanceof Error);
  if (level === "error") failures.inc({ where: library });
  log[level]("library", { library, ...(error ? describeError(error) : {}) });
}

/** Takes over the console of this process; to be called once, in production. */
export function captureConsole(): void {
  const levels = {
    log: "debug",
    debug: "debug",
    info: "debug",
    warn: "warn",
    error: "error",
  } as const;
  for (const [name, level] of Object.entries(levels))
    Object.assign(console, {
      [name]: (...given: unknown[]) => libraryLine(level, "console", given),
    });
}
