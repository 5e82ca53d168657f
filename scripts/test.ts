import type { Counts } from "./testing/report";
import { closingLine, sumCounts } from "./testing/report";
import type { Output } from "./testing/run-node";
import type { Stage } from "./testing/stages";
import { stages } from "./testing/stages";

const say = (line: string) => void process.stdout.write(`${line}\n`);
const titleLine = (title: string) => `\n── ${title} ${"─".repeat(60 - title.length)}`;
const all: Counts[] = [];
const failures: string[] = [];
let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    stopped = true;
  });

/** Runs a stage, counts it, and answers with its closing lines. */
async function conclude({ title, run }: Stage, output: Output): Promise<string> {
  const began = Date.now();
  const counts = await run(output);
  // A stage that looked at nothing proves nothing.
  const empty = counts.passed + counts.failed === 0 && counts.skipped === 0;
  const result = empty
    ? { ...counts, failed: 1, reason: "No test ran.", failures: ["No test ran."] }
    : counts;
  all.push(result);
  failures.push(...result.failures.map((failure) => `${title}: ${failure}`));
  const skipped = result.passed + result.failed === 0;
  const why = result.reason ? `${skipped ? "SKIPPED" : "FAILED"}: ${result.reason}\n` : "";
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  return `${why}${title}: ${closingLine(result)} in ${seconds} s`;
}

/** What runs beside the others is told as a whole, once they are over. */
async function runBeside(stage: Stage): Promise<string> {
  const told: string[] = [];
  const end = await conclude(stage, (text) => told.push(text));
  return `${titleLine(stage.title)}\n${told.join("")}${end}`;
}

const beside: Promise<string>[] = [];
for (const stage of stages) {
  if (stopped) break;
  if (stage.beside) {
    beside.push(runBeside(stage));
    continue;
  }
  say(titleLine(stage.title));
  say(await conclude(stage, "terminal"));
}
for (const ended of beside) say(await ended);

if (failures.length > 0) say(`${titleLine("What failed")}\n${failures.join("\n")}`);
const sum = sumCounts(all);
const unproved = all.some(({ passed, failed }) => passed + failed === 0);
say(`\n${stopped ? "Stopped before the end.\n" : ""}${closingLine(sum)}`);
process.exit(sum.failed > 0 || unproved || stopped ? 1 : 0);
