import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { followed, followParent, fromRoot } from "@/scripts/launcher/paths";
import type { Told } from "./part";
import { parts } from "./parts";
import type { Result } from "./results";
import { isMissed, keepResults, resultFile, tell } from "./results";
import { resultTable } from "./table";

const { values: given, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    /** A look at whether the bench works, in a few minutes. */
    small: { type: "boolean", default: false },
    /** For every part that is chosen; each has its own number otherwise. */
    pairs: { type: "string" },
    /** Also names the SQL statements of an import, most frequent first. */
    statements: { type: "boolean", default: false },
    /** Measures nothing: prints what was measured last of each part, as docs/bench.md shows it. */
    table: { type: "boolean", default: false },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
if (given.table) {
  for (const line of resultTable()) say(line);
  process.exit(0);
}

const unknown = asked.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0)
  throw new Error(
    `There is no part "${unknown[0]}". Parts: ${parts.map(({ name }) => name).join(", ")}.`,
  );
const pairs = given.pairs === undefined ? undefined : Number(given.pairs);
if (pairs !== undefined && (!Number.isInteger(pairs) || pairs < 1))
  throw new Error(`--pairs is a whole number from 1 on, not "${given.pairs}".`);

const chosen = parts.filter(({ name }) => asked.length === 0 || asked.includes(name));
const groups = [...new Set(chosen.map(({ group }) => group))];
const told: Told[] = [];

/** Measures the chosen parts of a group in a process of their own, as a stack keeps its settings. */
async function measureGroup(group: string): Promise<void> {
  const names = chosen.filter((part) => part.group === group).map(({ name }) => name);
  const child = fork(fromRoot("bench", "measure-group.ts"), {
    execArgv: [...followParent, "--import", "tsx", "--conditions=react-server"],
    cwd: fromRoot(),
    env: {
      ...followed(process.env),
      BENCH: JSON.stringify({
        names,
        small: given.small,
        pairs,
        statements: given.statements,
      }),
    },
  });
  child.on("message", (message) => told.push(message as Told));
  const ended = await new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(String(signal ?? code)));
  });
  for (const part of names.filter((name) => !told.some((one) => one.part === name)))
    told.push({ part, pairs: 0, postgres: "", failed: `Its process ended with ${ended}.` });
}

for (const group of groups) await measureGroup(group);

const results: Result[] = told.flatMap((one) => ("results" in one ? one.results : []));
const failures = told.flatMap((one) => ("failed" in one ? [`${one.part}: ${one.failed}`] : []));
say("");
for (const result of results) say(tell(result));
for (const failure of failures) say(`FAILED   ${failure}`);
for (const one of told)
  if ("results" in one) {
    const { part, postgres, results } = one;
    keepResults(results, { postgres, pairs: one.pairs }, resultFile(part, given.small));
  }
process.exitCode = failures.length > 0 || results.some(isMissed) ? 1 : 0;
