import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "@/scripts/launcher/paths";
import { findBrowser } from "./browser";
import { namePlaywrightFailures, nameVitestFailures } from "./failures";
import type { Counts } from "./report";
import { countPlaywright, countVitest, sumCounts } from "./report";
import type { Output } from "./run-node";
import { runNode } from "./run-node";
import { buildConsole } from "./stack";

/** The browser tests wait more than they work: so many parts of them run at once. */
const shards = 2;

/** The counts of a stage, and what the summary says of each failed test. */
type Told = Counts & { failures: string[]; reason?: string };

export type Stage = {
  title: string;
  run(output: Output): Promise<Told>;
  /** True when it mostly waits: the stages after it run meanwhile. */
  beside?: true;
};

const packaged = (...path: string[]) => fromRoot("node_modules", ...path);
const vitest = packaged("vitest", "vitest.mjs");
const script = (title: string, program: string, args: string[]): Stage => ({
  title,
  async run(output) {
    const code = await runNode(program, args, output);
    return oneCheck(title, code);
  },
});

function oneCheck(title: string, code: number): Told {
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
  return { passed: 0, failed: 1, skipped: 0, failures: [`${title} ended with ${code}`] };
}

/**
 * Everything that the test command runs, in its order. The browser tests make the production build,
 * which stages after them need too; System tests are the stories of killed processes, and wait most of the time.
 */
export const stages: Stage[] = [
  script("Lint", packaged("@biomejs", "biome", "bin", "biome"), ["check", "."]),
  script("Structure", packaged("tsx", "dist", "cli.mjs"), ["scripts/check-structure.ts"]),
  script("Types", packaged("typescript", "bin", "tsc"), ["--noEmit"]),
  { title: "Browser tests", run: browserTests },
  { title: "First load", run: firstLoad },
  script("Secrets", packaged("tsx", "dist", "cli.mjs"), ["scripts/check-secrets.ts", "--built"]),
  { ...vitestProject("System tests", "system"), beside: true },
  vitestProject("Unit tests", "unit"),
  vitestProject("Integration tests", "integration"),
  vitestProject("Chaos tests", "chaos"),
];

const vitestResult = (report: unknown): Told => ({
  ...countVitest(report),
  failures: nameVitestFailures(report),
});

const playwrightResult = (report: unknown): Told => ({
  ...countPlaywright(report),
  failures: namePlaywrightFailures(report),
});

function vitestProject(title: string, project: string): Stage {
  const run = (output: Output) =>
    withReport((file) => {
      const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
      return runNode(vitest, ["run", "--project", project, ...reporters], output);
    }, vitestResult);
  return { title, run };
}

async function browserTests(output: Output): Promise<Told> {
  try {
    const { path, from } = await findBrowser();
    process.stdout.write(`Browser: ${path} (from ${from})\n`);
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    return { passed: 0, failed: 0, skipped: 1, failures: [], reason };
  }
  const tell = (text: string) =>
    output === "terminal" ? void process.stdout.write(text) : output(text);
  await buildConsole((step) => tell(`Production build: ${step}\n`));
  const counts = await Promise.all(
    Array.from({ length: shards }, async (_, index) => {
      const told: string[] = [];
      const own = index === 0 ? output : (text: string) => void told.push(text);
      const result = await browserShard(index + 1, own);
      tell(told.join(""));
      return result;
    }),
  );
  const reasons = counts.flatMap(({ reason }) => reason ?? []);
  const failures = counts.flatMap((shard) => shard.failures);
  return {
    ...sumCounts(counts),
    failures,
    ...(reasons.length > 0 ? { reason: reasons.join(" ") } : {}),
  };
}

/** What each page loads of scripts before it works, read from the build. */
async function firstLoad(output: Output): Promise<Told> {
  const dist = fromRoot(await buildConsole(() => {}));
  const code = await runNode(
    packaged("tsx", "dist", "cli.mjs"),
    [fromRoot("scripts", "first-load.ts"), dist],
    output,
  );
  return oneCheck("First load", code);
}

/** Each shard has the whole stack for itself: shops and orders of one are not seen by another. */
const browserShard = (shard: number, output: Output): Promise<Told> =>
  withReport((file) => {
    const own = [`--shard=${shard}/${shards}`, `--output=test-results/${shard}`];
    return runNode(
      packaged("@playwright", "test", "cli.js"),
      ["test", "--reporter=line,json", ...own],
      output,
      { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    );
  }, playwrightResult);

/** A runner that fails although its report counts no failure (a setup that broke) is one failure. */
async function withReport(
  run: (file: string) => Promise<number>,
  count: (report: unknown) => Told,
): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), "test-report-"));
  try {
    const file = join(folder, "report.json");
    const code = await run(file);
    const counts = count(JSON.parse(readFileSync(file, "utf8")));
    if (code === 0 || counts.failed > 0) return counts;
    const reason = `The runner ended with ${code}.`;
    return { ...counts, failed: 1, failures: [reason], reason };
  } catch (problem) {
    const reason = `No report: ${String(problem)}`;
    return { passed: 0, failed: 1, skipped: 0, failures: [reason], reason };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
