import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { PostgresHome } from "./postgres-home";

/** The environment of PostgreSQL's programs: ours without PG* settings, with English messages. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...(Object.fromEntries(own) as NodeJS.ProcessEnv), LC_ALL: "C" };
}

/** The superuser's password, made at first use and kept in `dataDir`. */
export function clusterPassword(dataDir: string): string {
  const file = join(dataDir, "password");
  if (!existsSync(file))
    writeFileSync(file, randomBytes(18).toString("base64url"), { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8").trim();
}

/**
 * Makes the cluster unless it is there. One that was cut off while being made is made again.
 *
 * @throws Error with initdb's own words when it fails.
 */
export async function ensureCluster(
  home: PostgresHome,
  options: { binaries: string; password: string; durable: boolean },
): Promise<void> {
  if (existsSync(join(home.cluster, "PG_VERSION"))) return;
  const fresh = `${home.cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = join(home.folder, "initial-password");
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  try {
    if (home.account) {
      chownSync(passwordFile, home.account.uid, home.account.gid);
      chownSync(fresh, home.account.uid, home.account.gid);
    }
    await run(join(options.binaries, "bin", "initdb"), home, [
      `--pgdata=${fresh}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-instructions",
      ...(options.durable ? [] : ["--no-sync"]),
    ]);
    renameSync(fresh, home.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(program: string, home: PostgresHome, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...home.account,
      cwd: home.folder,
      env: postgresEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let words = "";
    child.stderr.on("data", (chunk) => {
      words += String(chunk);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      reject(new Error(`PostgreSQL could not make its files in ${home.folder}: ${words.trim()}`));
    });
  });
}
