import { existsSync, readFileSync } from "node:fs";
import { fromRoot } from "@/scripts/launcher/paths";
import { parts } from "./parts";
import type { Kept, Result } from "./results";
import { isMissed, resultFile, shown } from "./results";

/** A part that asks more than this many things shows what missed its goal, and the worst. */
const mostRows = 9;

const kept = (part: string): Kept | null => {
  const file = fromRoot("bench", "results", resultFile(part));
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
};

const distance = ({ median, goal }: Result) => (goal ? median / goal : 0);

function picked(results: readonly Result[]): { shownOnes: readonly Result[]; left: number } {
  if (results.length <= mostRows) return { shownOnes: results, left: 0 };
  const byDistance = results.toSorted((a, b) => distance(b) - distance(a));
  const missed = byDistance.filter(isMissed);
  const shownOnes = missed.length > 0 ? missed : byDistance.slice(0, 1);
  return { shownOnes, left: results.length - shownOnes.length };
}

function rowsOf(part: string): string[][] {
  const about = kept(part);
  if (!about) return [[part, "not measured yet", "", "", "", "", "", "", ""]];
  const { shownOnes, left } = picked(about.results);
  const rows = shownOnes.map((result) => {
    const { name, goal, median, least, most, atLeast } = result;
    return [
      part,
      name,
      shown(median),
      result.values.length > 1 ? `${shown(least)} to ${shown(most)}` : "–",
      `${result.values.length}`,
      goal === null ? "–" : `${atLeast ? "≥" : "≤"} ${goal}`,
      goal === null ? "told" : isMissed(result) ? "**missed**" : "reached",
      about.commit,
      about.load === undefined ? "–" : `${about.load}`,
    ];
  });
  if (left > 0) rows.push([part, `${left} others`, "", "", "", "", "reached", about.commit, ""]);
  return rows;
}

const head = ["part", "number", "median", "spread", "pairs", "goal", "", "commit", "load"];

/** What was measured last of each part, as the table of docs/bench.md, a line each. */
export function resultTable(): string[] {
  const rows = [head, head.map(() => "---"), ...parts.flatMap(({ name }) => rowsOf(name))];
  return rows.map((cells) => `| ${cells.join(" | ")} |`);
}
