import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** An absolute path from one that is relative to the project's root. */
export const fromRoot = (...parts: string[]): string => join(projectRoot, ...parts);

/** Arguments of node for a process that ends when its parent, joined by an IPC channel, is gone. */
export const followParent = [
  "--import",
  pathToFileURL(fromRoot("scripts/launcher/follow-parent.mjs")).href,
];

/** The environment that `followParent` needs, besides the process's own. */
export const followed = (environment: NodeJS.Dict<string>): NodeJS.ProcessEnv =>
  ({ ...environment, LAUNCHER_PID: `${process.pid}` }) as unknown as NodeJS.ProcessEnv;

export const nextProgram = fromRoot("node_modules", "next", "dist", "bin", "next");
