import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Account } from "./postgres-account";
import { isReachable, postgresAccount } from "./postgres-account";

export type PostgresHome = {
  /** Folder that the account can read: holds the cluster and, where needed, the binaries. */
  folder: string;
  /** PGDATA. */
  cluster: string;
  /** Who PostgreSQL runs as; null is the user who starts us. */
  account: Account | null;
};

/**
 * Finds the place of the database's files: `dataDir`, or, where PostgreSQL's account cannot come
 * there (a project below /root), a folder of its own that `dataDir` remembers.
 *
 * @throws Error in words when the files belong to another user or no place can be reached.
 */
export function openPostgresHome(dataDir: string, log: (line: string) => void): PostgresHome {
  mkdirSync(dataDir, { recursive: true });
  requireOwn(dataDir);
  const pointer = join(dataDir, "files-are-in");
  let folder = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : dataDir;
  if (!existsSync(folder))
    throw new Error(
      `The database's files were in ${folder}, which is gone. Remove ${dataDir} to begin with an empty database.`,
    );
  const account = postgresAccount(join(folder, "cluster"));
  if (!isReachable(folder, account)) {
    folder = reachableFolder(account);
    writeFileSync(pointer, `${folder}\n`);
    log(
      `PostgreSQL may not run as root and cannot reach ${dataDir}: its files are in ${folder} (remove it together with this project)`,
    );
  }
  return { folder, cluster: join(folder, "cluster"), account };
}

function requireOwn(dataDir: string): void {
  const cluster = join(dataDir, "cluster");
  try {
    accessSync(dataDir, constants.W_OK);
    if (existsSync(cluster)) accessSync(cluster, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `The database's files in ${dataDir} belong to another user of this machine. Start as the user who made them, or remove that folder to begin with an empty database.`,
      { cause },
    );
  }
}

function reachableFolder(account: Account | null): string {
  const folder = makeBelow(join("/var/lib", "self-managed-integrations")) ?? makeBelow(tmpdir());
  if (!folder || !isReachable(dirname(folder), account))
    throw new Error(
      "PostgreSQL's files need a folder that its user can reach, and neither /var/lib nor the temporary folder is one. Set DATABASE_URL to a database of your own.",
    );
  chmodSync(folder, 0o755);
  return folder;
}

function makeBelow(base: string): string | null {
  try {
    mkdirSync(base, { recursive: true, mode: 0o755 });
    return mkdtempSync(join(base, "postgres-"));
  } catch {
    return null;
  }
}
