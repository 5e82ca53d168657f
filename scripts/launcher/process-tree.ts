import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";

const windows = process.platform === "win32";

/**
 * How to spawn what `signalTree` can end: in a session of its own, so that Ctrl-C reaches the
 * launcher alone, which stops everything in order. Windows would open a window for it.
 */
export const ownTree = { detached: !windows } as const;

/** Signals a process that was spawned with `ownTree`, and everything that it started. */
export function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return;
  if (windows) {
    if (child.exitCode === null) spawn("taskkill", ["/pid", `${child.pid}`, "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone, which is what was wanted.
  }
}
