import { parseArgs } from "node:util";
import type { ImportRun } from "./import-shops";
import { openStage } from "./open-stage";
import { isMissed, keepResults, resultOf, tell } from "./results";

const { values: given } = parseArgs({
  options: {
    /** A tenth of the receipts: for a look at whether the bench works. */
    small: { type: "boolean", default: false },
    pairs: { type: "string", default: "1" },
    /** Names the statements of an import, most frequent first. */
    statements: { type: "boolean", default: false },
  },
});
const scale = given.small ? 10 : 1;
const pairs = Number(given.pairs);
if (!Number.isInteger(pairs) || pairs < 1)
  throw new Error(`--pairs is a whole number from 1 on, not "${given.pairs}".`);

const say = (line: string) => void process.stdout.write(`${line}\n`);

function told(run: ImportRun): ImportRun {
  const per = (count: number) => (count / run.receipts).toFixed(2);
  const speed = (run.receipts / run.seconds).toFixed(1);
  say(
    `  ${run.shops} shops, ${run.receipts} receipts: ${run.seconds.toFixed(1)} s (${speed} a second), ${run.etsyCalls} calls to Etsy, ${per(run.cartonCloudCalls)} to CartonCloud and ${per(run.transactions)} transactions per receipt, ${run.leftOver} runs left over`,
  );
  return run;
}

const stage = await openStage();
// What stands still while a database is connected for the first time is not measured.
const { importShops } = await import("./import-shops");
const { bareLoop } = await import("./bare-loop");
const { forgetStatements, loadCounter, readStatements } = await import("./count-statements");
const { databaseVersion } = await import("./database-version");
const { percentile, tellDispatches } = await import("./tell-dispatches");

const long: ImportRun[] = [];
const overBare: number[] = [];
const overFew: number[] = [];
const untilTold: number[] = [];
let statements: Awaited<ReturnType<typeof readStatements>> = [];
let postgres = "";
const counted = 400;

try {
  postgres = await databaseVersion();
  say("\nWarming up");
  told(await importShops(stage, 2, 20));
  for (let pair = 1; pair <= pairs; pair++) {
    say(`\nPair ${pair} of ${pairs}: a long list into an empty database, and a bare loop`);
    const one = told(await importShops(stage, 1, 2000 / scale));
    long.push(one);
    const bare = await bareLoop(stage, 2000 / scale);
    say(`  bare loop, ${2000 / scale} receipts: ${bare.toFixed(1)} s`);
    overBare.push(one.seconds / bare);
    say(`Pair ${pair} of ${pairs}: few big shops, and many small ones`);
    const few = told(await importShops(stage, 5, 1000 / scale));
    const many = told(await importShops(stage, 50, 100 / scale));
    overFew.push(many.seconds / few.seconds);
    say(`Pair ${pair} of ${pairs}: orders leave the warehouse, as the webhook tells`);
    const seconds = await tellDispatches(stage, 200 / scale);
    untilTold.push(percentile(seconds, 0.95));
    say(
      `  ${seconds.length} parcels, from the dispatch until Etsy is told: ${percentile(seconds, 0.5).toFixed(2)} s in the middle, ${percentile(seconds, 0.95).toFixed(2)} s for 95 in 100`,
    );
  }
  say("\nOnce more with PostgreSQL's counter of statements");
  await loadCounter(stage);
  told(await importShops(stage, 1, counted, forgetStatements));
  statements = await readStatements();
} finally {
  await stage.close();
}

const perReceipt = statements.reduce((sum, one) => sum + one.calls, 0) / counted;
if (given.statements)
  for (const { text, calls: count } of statements.slice(0, 40))
    say(
      `  ${(count / counted).toFixed(2).padStart(6)}  ${text.replace(/\s+/g, " ").slice(0, 160)}`,
    );

const results = [
  resultOf(
    "Etsy calls per 100 receipts",
    long.map((run) => run.etsyCalls / (run.receipts / 100)),
    // The first page costs a call however few there are.
    given.small ? null : 1.2,
  ),
  resultOf(
    "CartonCloud calls per order",
    long.map((run) => run.cartonCloudCalls / run.receipts),
    2.1,
  ),
  resultOf("50 shops × 100 receipts against 5 × 1,000, time", overFew, 1.3),
  resultOf("Seconds from a dispatch until Etsy is told, 95th percentile", untilTold, 2),
  resultOf("Import against a bare loop, time", overBare, null),
  resultOf("SQL statements per receipt", [perReceipt], null),
];
say("");
for (const result of results) say(tell(result));
keepResults(results, { postgres, small: given.small, pairs });
process.exit(results.some(isMissed) ? 1 : 0);
