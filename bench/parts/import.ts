import { bareLoop } from "@/bench/bare-loop";
import type { ImportRun } from "@/bench/import-shops";
import { importShops, tellRun } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";

/** A long list of one shop into an empty database, and a loop that only reads the pages and posts the orders. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const receipts = small ? 200 : 2000;
  say(tellRun(await importShops(on, 2, 20)));
  const runs: ImportRun[] = [];
  const overBare: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const run = await importShops(on, 1, receipts);
    say(tellRun(run));
    const bare = await bareLoop(on, receipts);
    say(`  bare loop, ${receipts} receipts: ${bare.toFixed(1)} s`);
    runs.push(run);
    overBare.push(run.seconds / bare);
  }
  return [
    resultOf("Import against a bare loop, time", overBare, 3),
    resultOf(
      "Etsy calls per 100 receipts",
      runs.map((run) => run.etsyCalls / (run.receipts / 100)),
      // The first page costs a call however few there are.
      small ? null : 1.2,
    ),
    resultOf(
      "CartonCloud calls per order",
      runs.map((run) => run.cartonCloudCalls / run.receipts),
      2.1,
    ),
  ];
}
