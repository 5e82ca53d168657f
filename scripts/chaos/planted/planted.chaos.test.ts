import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { fromRoot, projectRoot } from "@/scripts/launcher/paths";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import type { BugName } from "./bugs";
import { bugNames } from "./bugs";

const folder = temporaryFolder("planted-bugs-");
const caught = new Map<string, string>();
let server: string;

beforeAll(() => {
  const url = new URL(inject("templateUrl"));
  url.pathname = "/postgres";
  server = url.href;
});
afterAll(() => {
  folder.remove();
  const rows = [...caught].map(([name, by]) => `  ${name.padEnd(32)} ${by}`);
  process.stdout.write(
    `\nPlanted bugs caught: ${caught.size} of ${bugNames.length}\n${rows.join("\n")}\n`,
  );
});

/** What the checker says in a process of its own, by scenario. */
async function run(bug: BugName | null): Promise<Record<string, string[]>> {
  const report = join(folder.path, `${bug ?? "clean"}.json`);
  const { PLANTED_BUG: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [
      fromRoot("node_modules", "vitest", "vitest.mjs"),
      "run",
      "--config",
      "scripts/chaos/planted/vitest.config.ts",
    ],
    {
      cwd: projectRoot,
      env: {
        ...inherited,
        TEST_DATABASE_URL: server,
        PLANTED_REPORT: report,
        ...(bug ? { PLANTED_BUG: bug } : {}),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The scenarios ended with ${code}:\n${output}`);
  return JSON.parse(readFileSync(report, "utf8"));
}

describe("The checker", () => {
  test("finds nothing in the scenarios while no bug is planted", async () => {
    const clean = await run(null);
    expect(clean).toEqual(Object.fromEntries(bugNames.map((name) => [name, []])));
  });

  test.each(bugNames)("catches the planted bug: %s", async (name) => {
    const said = (await run(name))[name] ?? [];
    const by = [...new Set(said.map((sentence) => sentence.split(":")[0]))].join(", ");
    if (said.length > 0) caught.set(name, `${by.padEnd(12)} ${said[0]}`);
    expect(said).not.toEqual([]);
  });
});
