import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { fromRoot, projectRoot } from "./launcher/paths";
import { temporaryFolder } from "./testing/temporary-folder";

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      message: z.string().default(""),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * All proofs at full size: the fault matrix, the planted bugs, the kill points and the model.
 * Arguments go to vitest, such as the part of a file's name. Ends with 1 when anything failed.
 */
async function chaos(): Promise<number> {
  const folder = temporaryFolder("chaos-");
  try {
    const file = join(folder.path, "report.json");
    const code = await run(file);
    const { testResults } = report.parse(JSON.parse(readFileSync(file, "utf8")));
    const rows = testResults.map(({ name, startTime, endTime, message, assertionResults }) => {
      const count = (status: string) =>
        assertionResults.filter((result) => result.status === status).length;
      // A file that could not even be loaded has no results and a message.
      const broken = assertionResults.length === 0 && message !== "" ? 1 : 0;
      return {
        name: relative(projectRoot, name),
        passed: count("passed"),
        failed: count("failed") + broken,
        seconds: (endTime - startTime) / 1000,
      };
    });
    const width = Math.max(4, ...rows.map(({ name }) => name.length));
    const line = (name: string, ...cells: (string | number)[]) =>
      `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(9)).join("")}\n`;
    process.stdout.write(`\n${line("file", "passed", "failed", "s")}`);
    for (const { name, passed, failed, seconds } of rows.sort((a, b) => (a.name < b.name ? -1 : 1)))
      process.stdout.write(line(name, passed, failed, seconds.toFixed(1)));
    const sum = (key: "passed" | "failed") => rows.reduce((all, row) => all + row[key], 0);
    const failed = sum("failed") || (code === 0 ? 0 : 1);
    process.stdout.write(`\n${sum("passed")} passed, ${failed} failed\n`);
    return failed > 0 ? 1 : 0;
  } finally {
    folder.remove();
  }
}

function run(file: string): Promise<number> {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const child = spawn(
    process.execPath,
    [
      fromRoot("node_modules", "vitest", "vitest.mjs"),
      "run",
      "--project",
      "chaos",
      ...reporters,
      ...process.argv.slice(2),
    ],
    { cwd: projectRoot, env: { ...process.env, CHAOS_FULL: "1" }, stdio: "inherit" },
  );
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 128)));
}

process.exitCode = await chaos();
