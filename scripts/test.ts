import type { Counts } from "./testing/report";
import { closingLine, sumCounts } from "./testing/report";
import { stages } from "./testing/stages";

const say = (line: string) => void process.stdout.write(`${line}\n`);
const all: Counts[] = [];
let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    stopped = true;
  });

for (const { title, run } of stages) {
  if (stopped) break;
  say(`\n── ${title} ${"─".repeat(60 - title.length)}`);
  const began = Date.now();
  const counts = await run();
  // A stage that looked at nothing proves nothing.
  const empty = counts.passed + counts.failed === 0 && counts.skipped === 0;
  const result = empty ? { ...counts, failed: 1, reason: "No test ran." } : counts;
  all.push(result);
  const skipped = result.passed + result.failed === 0;
  if (result.reason) say(`${skipped ? "SKIPPED" : "FAILED"}: ${result.reason}`);
  say(`${title}: ${closingLine(result)} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

const sum = sumCounts(all);
const unproved = all.some(({ passed, failed }) => passed + failed === 0);
say(`\n${stopped ? "Stopped before the end.\n" : ""}${closingLine(sum)}`);
process.exit(sum.failed > 0 || unproved || stopped ? 1 : 0);
