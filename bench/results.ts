import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fromRoot } from "@/scripts/launcher/paths";

export type Result = {
  name: string;
  median: number;
  least: number;
  most: number;
  /** Null where the number is told and nothing is asked of it. */
  goal: number | null;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** What was measured of one thing, once for each pair. */
export const resultOf = (name: string, values: readonly number[], goal: number | null): Result => ({
  name,
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
  goal,
});

export const isMissed = ({ goal, median: value }: Result) => goal !== null && value > goal;

/** One line for people. */
export function tell(result: Result): string {
  const { name, goal, least, most } = result;
  const verdict = goal === null ? "told   " : isMissed(result) ? "MISSED " : "reached";
  const asked = goal === null ? "" : `goal ${goal}; `;
  return `${verdict}  ${name}: ${result.median.toFixed(2)} (${asked}${least.toFixed(2)} to ${most.toFixed(2)})`;
}

const git = (...args: string[]) =>
  String(execFileSync("git", args, { cwd: fromRoot(), encoding: "utf8" })).trim();

/** Writes a file of bench/results: the results, and what they were measured with. */
export function keepResults(
  results: Result[],
  how: Record<string, unknown>,
  file = "latest.json",
): void {
  const about = {
    at: new Date().toISOString(),
    commit: git("rev-parse", "--short", "HEAD"),
    changed: git("status", "--porcelain") !== "",
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    ...how,
    results,
  };
  const folder = fromRoot("bench", "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${file}`, `${JSON.stringify(about, null, 2)}\n`);
}
