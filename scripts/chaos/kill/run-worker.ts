import { spawn } from "node:child_process";
import { fromRoot } from "@/scripts/launcher/paths";
import type { Failpoint } from "@/server/failpoint";

/** Where a worker ends: the nth time (1 = the first) that it passes the failpoint. */
export type Crash = { at: Failpoint; nth: number };

export type WorkerEnd = {
  /** Null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** What it wrote to stderr. */
  said: string;
};

/** A worker that has not ended by then hangs, ms. */
const mostMs = 90_000;

/** Runs worker.ts on this file's database and stand-ins until it ends by itself or by its crash. */
export function runWorker(
  crash: Crash | null,
  environment: Record<string, string> = {},
): Promise<WorkerEnd> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      // Outside Next the marker of server code throws on import, except under this condition.
      "--conditions=react-server",
      fromRoot("scripts", "chaos", "kill", "worker.ts"),
    ],
    {
      cwd: fromRoot(),
      env: {
        ...process.env,
        ...environment,
        ...(crash ? { CRASH_AT: crash.at, CRASH_NTH: String(crash.nth) } : {}),
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += String(chunk);
  });
  const giveUp = setTimeout(() => child.kill("SIGTERM"), mostMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(giveUp);
      resolve({ code, signal, said });
    });
  });
}
