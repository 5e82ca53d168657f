import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { variableNames } from "@/server/env";
import { fromRoot } from "./launcher/paths";

const example = readFileSync(fromRoot(".env.example"), "utf8");
const documented = new Set([...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name));

/** Set by one of our processes for another, by the system or by Node; nobody writes them into a file. */
const handedOn = new Set([
  "BENCH",
  "BENCH_HISTORY",
  "CHAOS_FULL",
  "CHAOS_SEED",
  "CI",
  "CRASH_AT",
  "CRASH_NTH",
  "E2E_APP_URL",
  "ETSY_SANDBOX_URL",
  "ETSY_SANDBOX_WEBHOOK_URL",
  "FAILPOINTS",
  "LAUNCHER_PID",
  "NEXTAUTH_URL",
  "NEXT_DIST",
  "NEXT_OUTPUT",
  "NEXT_RUNTIME",
  "NODE_ENV",
  "PATH",
  "PLANTED_BUG",
  "PLANTED_REPORT",
  "SANDBOX_DATA_DIR",
  "TMPDIR",
  "VERCEL",
  "XDG_CACHE_HOME",
]);

it("every variable that the product reads is in .env.example", () => {
  expect(variableNames.length).toBeGreaterThan(25);
  const missing = variableNames.filter((name) => !documented.has(name) && !handedOn.has(name));
  expect(missing).toEqual([]);
});

it("so is every one that is read anywhere else, except those that our own processes hand on", () => {
  const files = execFileSync("git", ["ls-files", "-z", "*.ts", "*.tsx", "*.mjs"], {
    cwd: fromRoot(),
    encoding: "utf8",
  });
  const read = files
    .split("\0")
    .filter((file) => file && !/\.test\.tsx?$/.test(file))
    .flatMap((file) => [
      ...readFileSync(fromRoot(file), "utf8").matchAll(/process\.env\.([A-Z][A-Z0-9_]+)/g),
    ])
    .map(([, name = ""]) => name);
  expect(read).toContain("DATABASE_URL");
  const missing = [...new Set(read)].filter((name) => !documented.has(name) && !handedOn.has(name));
  expect(missing).toEqual([]);
});

it("each one there is said in words", () => {
  const lines = example.split("\n");
  const bare = lines.filter((line, at) => {
    const before = lines[at - 1] ?? "";
    return /^[A-Z][A-Z0-9_]*=/.test(line) && !/^(#|[A-Z][A-Z0-9_]*=)/.test(before);
  });
  expect(bare).toEqual([]);
});
