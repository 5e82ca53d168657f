import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { z } from "zod";
import { fromRoot, projectRoot } from "@/scripts/launcher/paths";
import type { Settings } from "@/scripts/launcher/settings";
import { readMigrations } from "@/scripts/migrations/read-migrations";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";

export type OlderVersion = {
  commit: string;
  root: string;
  /** Makes its tables and its demo data. */
  prepare(databaseUrl: string, settings: Settings): Promise<string>;
  remove(): void;
};

const git = (...args: string[]) =>
  execFileSync("git", args, { cwd: projectRoot, encoding: "utf8" }).trim();

/** The last commit without the newest migration; null where the history does not tell. */
function commitBefore(): string | null {
  const newest = readMigrations().at(-1)?.tag;
  try {
    const added = git("log", "--diff-filter=A", "--format=%H", "--", `db/migrations/${newest}.sql`);
    return git("rev-parse", `${added.split("\n").at(-1)}^`);
  } catch {
    return null;
  }
}

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

function sameDependencies(root: string): boolean {
  const read = (folder: string) => {
    const parsed = manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    return { ...parsed.devDependencies, ...parsed.dependencies };
  };
  const here = read(projectRoot);
  return Object.entries(read(root)).every(([name, version]) => here[name] === version);
}

/** The same files under another folder, by hard links where the disk allows it. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
  }
}

const run = (root: string, program: string, args: string[], environment = {}, input = "") => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    input,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST: ".next", ...environment },
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}${stderr}`);
};

const seed = `
const { seedDemo } = await import("./db/seed.ts");
const { text } = await import("node:stream/consumers");
await seedDemo(JSON.parse(await text(process.stdin)));
process.exit();`;

/**
 * The version of this project before its newest migration (or the one of `commit`), checked out beside it and built.
 * @returns null where there is no history to take it from
 */
export function buildOlderVersion(commit = commitBefore()): OlderVersion | null {
  if (!commit) return null;
  const folder = temporaryFolder("older-version-");
  const root = join(folder.path, "source");
  try {
    const archive = join(folder.path, "source.tar");
    git("archive", "--format=tar", `--output=${archive}`, commit);
    mkdirSync(root);
    run(root, "tar", ["-xf", archive]);
    if (sameDependencies(root)) linkTree(fromRoot("node_modules"), join(root, "node_modules"));
    else run(root, "npm", ["ci", "--no-audit", "--no-fund"]);
    run(root, process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      NODE_ENV: "production",
    });
  } catch (problem) {
    folder.remove();
    throw problem;
  }
  return {
    commit,
    root,
    remove: folder.remove,
    async prepare(databaseUrl, settings) {
      const tsx = ["--import", "tsx", "--conditions=react-server"];
      run(root, process.execPath, [...tsx, "scripts/migrate.ts"], { DATABASE_URL: databaseUrl });
      const options = JSON.stringify({
        databaseUrl,
        encryptionKeys: settings.app.ENCRYPTION_KEYS,
        webhookKey: settings.cartonCloudWebhookKey,
      });
      run(root, process.execPath, [...tsx, "--input-type=module", "-e", seed], {}, options);
      return databaseUrl;
    },
  };
}
