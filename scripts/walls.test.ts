import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { faults, innocents } from "./structure/planted-faults";

const project = fileURLToPath(new URL("..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "walls-"));

const report = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), location: z.object({ path: z.unknown() }) }),
  ),
});

/** Rules that complained, by file. */
const complaints = new Map<string, string[]>();

function plant(path: string, content: string) {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), content);
}

beforeAll(() => {
  copyFileSync(join(project, "biome.json"), join(copy, "biome.json"));
  writeFileSync(join(copy, ".gitignore"), "node_modules\n");
  symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
  for (const { path, content } of [...faults, ...innocents]) plant(path, content);
  const run = spawnSync(
    join(project, "node_modules/.bin/biome"),
    ["lint", "--reporter=json", "--max-diagnostics=none", "."],
    { cwd: copy, encoding: "utf8" },
  );
  const { diagnostics } = report.parse(JSON.parse(run.stdout));
  for (const { category, location } of diagnostics) {
    const path = JSON.stringify(location.path);
    for (const fault of [...faults, ...innocents])
      if (path.includes(`${fault.path}"`))
        complaints.set(fault.path, [...(complaints.get(fault.path) ?? []), category]);
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("the walls", () => {
  it.each(faults)("catch $what", ({ path, rule }) => {
    expect(complaints.get(path) ?? []).toContain(`lint/${rule}`);
  });

  it.each(innocents)("let through $what", ({ path }) => {
    expect(complaints.get(path) ?? []).toEqual([]);
  });
});
