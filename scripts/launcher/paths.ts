import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** An absolute path from one that is relative to the project's root. */
export const fromRoot = (...parts: string[]): string => join(projectRoot, ...parts);
