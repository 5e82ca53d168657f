import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot, projectRoot } from "@/scripts/launcher/paths";
import { ownTree, signalTree } from "@/scripts/launcher/process-tree";
import { findBrowser } from "./browser";
import type { Counts } from "./report";
import { countPlaywright, countVitest } from "./report";

export type Stage = { title: string; run(): Promise<Counts & { reason?: string }> };

const patienceMs = 10 * 60_000;
const packaged = (...path: string[]) => fromRoot("node_modules", ...path);
const vitest = packaged("vitest", "vitest.mjs");

/** Everything that the test command runs, in its order. */
export const stages: Stage[] = [
  {
    title: "Lint",
    run: () => check(packaged("@biomejs", "biome", "bin", "biome"), ["check", "."]),
  },
  {
    title: "Structure",
    run: () => check(packaged("tsx", "dist", "cli.mjs"), ["scripts/check-structure.ts"]),
  },
  { title: "Types", run: () => check(packaged("typescript", "bin", "tsc"), ["--noEmit"]) },
  { title: "Unit tests", run: () => vitestProject("unit") },
  { title: "Integration tests", run: () => vitestProject("integration") },
  { title: "Browser tests", run: browserTests },
  { title: "Chaos tests", run: () => vitestProject("chaos") },
  { title: "System tests", run: () => vitestProject("system") },
];

async function check(program: string, args: string[]): Promise<Counts> {
  const code = await runNode(program, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function vitestProject(project: string): Promise<Counts & { reason?: string }> {
  return withReport((file) => {
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
    return runNode(vitest, ["run", "--project", project, ...reporters]);
  }, countVitest);
}

async function browserTests(): Promise<Counts & { reason?: string }> {
  try {
    const { path, from } = await findBrowser();
    process.stdout.write(`Browser: ${path} (from ${from})\n`);
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    return { passed: 0, failed: 0, skipped: 1, reason };
  }
  return withReport(
    (file) =>
      runNode(packaged("@playwright", "test", "cli.js"), ["test", "--reporter=line,json"], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      }),
    countPlaywright,
  );
}

/** A runner that fails although its report counts no failure (a setup that broke) is one failure. */
async function withReport(
  run: (file: string) => Promise<number>,
  count: (report: unknown) => Counts,
): Promise<Counts & { reason?: string }> {
  const folder = mkdtempSync(join(tmpdir(), "test-report-"));
  try {
    const file = join(folder, "report.json");
    const code = await run(file);
    const counts = count(JSON.parse(readFileSync(file, "utf8")));
    if (code === 0 || counts.failed > 0) return counts;
    return { ...counts, failed: 1, reason: `The runner ended with ${code}.` };
  } catch (problem) {
    return { passed: 0, failed: 1, skipped: 0, reason: `No report: ${String(problem)}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(program: string, args: string[], more: Record<string, string> = {}) {
  return new Promise<number>((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: projectRoot,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...more } as NodeJS.ProcessEnv,
      stdio: ["ignore", "inherit", "inherit"],
      ...ownTree,
    });
    const end = () => signalTree(child, "SIGTERM");
    process.on("SIGINT", end).on("SIGTERM", end);
    const impatience = setTimeout(() => {
      process.stdout.write("Ended after 10 minutes.\n");
      end();
    }, patienceMs);
    child.once("error", () => resolve(127));
    child.once("exit", (code) => {
      clearTimeout(impatience);
      process.off("SIGINT", end).off("SIGTERM", end);
      resolve(code ?? 128);
    });
  });
}
