import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fromRoot } from "@/scripts/launcher/paths";
import type { ImportRun } from "./import-shops";
import { openStage } from "./open-stage";

const { values: given } = parseArgs({
  options: { small: { type: "boolean", default: false }, pairs: { type: "string", default: "1" } },
});
const scale = given.small ? 10 : 1;
const pairs = Math.max(1, Number(given.pairs) || 1);

type Result = { name: string; value: number; goal: number; spread: string };
const results: Result[] = [];

const say = (line: string) => void process.stdout.write(`${line}\n`);
const median = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted.at(sorted.length % 2 ? middle : middle - 1), sorted[middle]];
  return (low + high) / 2;
};

function judge(name: string, all: number[], goal: number): void {
  const spread = `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}`;
  results.push({ name, value: median(all), goal, spread });
}

function told(run: ImportRun): ImportRun {
  const per = (count: number) => (count / run.receipts).toFixed(2);
  say(
    `  ${run.shops} shops, ${run.receipts} receipts: ${run.seconds.toFixed(1)} s, ${run.etsyCalls} calls to Etsy, ${per(run.cartonCloudCalls)} to CartonCloud and ${per(run.transactions)} transactions per receipt`,
  );
  return run;
}

const stage = await openStage();
try {
  // What stands still while a database is connected for the first time is not measured.
  const { importShops } = await import("./import-shops");
  say("\nWarming up");
  told(await importShops(stage, 2, 20));

  say("\nA long list into an empty database");
  const one = told(await importShops(stage, 1, 2000 / scale));
  judge("Etsy calls per 100 receipts", [one.etsyCalls / (one.receipts / 100)], 1.2);
  judge("CartonCloud calls per order", [one.cartonCloudCalls / one.receipts], 2.1);

  say("\nMany small shops against few big ones");
  const ratios = [];
  for (let pair = 0; pair < pairs; pair++) {
    const few = told(await importShops(stage, 5, 1000 / scale));
    const many = told(await importShops(stage, 50, 100 / scale));
    ratios.push(many.seconds / few.seconds);
  }
  judge("50 shops × 100 receipts against 5 × 1,000, time", ratios, 1.3);
} finally {
  await stage.close();
}

say("");
for (const { name, value, goal, spread } of results)
  say(
    `${value <= goal ? "reached" : "MISSED "}  ${name}: ${value.toFixed(2)} (goal ${goal}; ${spread})`,
  );
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: fromRoot() });
const about = {
  at: new Date().toISOString(),
  commit: String(commit).trim(),
  node: process.version,
  small: given.small,
  pairs,
  results,
};
mkdirSync(fromRoot("bench", "results"), { recursive: true });
writeFileSync(fromRoot("bench", "results", "latest.json"), `${JSON.stringify(about, null, 2)}\n`);
process.exit(results.every(({ value, goal }) => value <= goal) ? 0 : 1);
