import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** The variables of a .env file; none when there is no such file. */
export function readDotEnv(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  return parseEnv(readFileSync(file, "utf8")) as Record<string, string>;
}
