import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { fromRoot } from "@/scripts/launcher/paths";

export type Result = {
  name: string;
  median: number;
  least: number;
  most: number;
  /** Null where the number is told and nothing is asked of it. */
  goal: number | null;
  /** The goal is the least that is asked for, not the most. */
  atLeast?: boolean;
  /** Of each pair, in their order. */
  values: readonly number[];
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(middle) - 1],
    sorted[Math.floor(middle)],
  ];
  return (low + high) / 2;
}

/** What was measured of one thing, once for each pair. */
export const resultOf = (
  name: string,
  values: readonly number[],
  goal: number | null,
  { atLeast = false } = {},
): Result => ({
  name,
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
  goal,
  ...(atLeast ? { atLeast } : {}),
  values,
});

/** What is no number was not measured, and reaches no goal. */
export const isMissed = ({ goal, median: value, atLeast }: Result) =>
  goal !== null && !(atLeast ? value >= goal : value <= goal);

/** The value that so large a part of all does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)] ?? Number.NaN;
}

/** Two digits that say something, however small the number is. */
export const shown = (value: number) =>
  value !== 0 && Math.abs(value) < 0.1 ? value.toPrecision(2) : value.toFixed(2);

/** One line for people. */
export function tell(result: Result): string {
  const { name, goal, least, most } = result;
  const verdict = goal === null ? "told   " : isMissed(result) ? "MISSED " : "reached";
  const asked = goal === null ? "" : `goal ${result.atLeast ? "≥" : "≤"} ${goal}; `;
  return `${verdict}  ${name}: ${shown(result.median)} (${asked}${shown(least)} to ${shown(most)})`;
}

const git = (...args: string[]) =>
  String(execFileSync("git", args, { cwd: fromRoot(), encoding: "utf8" })).trim();

/** What a file of bench/results holds. */
export type Kept = {
  at: string;
  commit: string;
  /** The sources differ from the commit. */
  changed: boolean;
  node: string;
  processor: string;
  /** Processes that ran or waited for a processor before it began, by the minute; 0 on a machine that does nothing else. */
  load?: number;
  results: Result[];
};

const [loadBefore = 0] = loadavg();

/** A look at whether a part works is no measurement: it is kept apart, and not in the repository. */
export const resultFile = (part: string, small = false) =>
  small ? `small/${part}.json` : `${part}.json`;

/** Writes a file of bench/results: the results, and what they were measured with. */
export function keepResults(results: Result[], how: Record<string, unknown>, file: string): void {
  const about: Kept = {
    at: new Date().toISOString(),
    commit: git("rev-parse", "--short", "HEAD"),
    changed: git("status", "--porcelain", "--", ".", ":!bench/results", ":!docs") !== "",
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    load: Number(loadBefore.toFixed(1)),
    ...how,
    results,
  };
  const path = fromRoot("bench", "results", file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(about, null, 2)}\n`);
}
