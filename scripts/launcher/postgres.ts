import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { postgresBinaries } from "./postgres-binaries";
import { clusterPassword, ensureCluster } from "./postgres-cluster";
import type { PostgresHome } from "./postgres-home";
import { openPostgresHome } from "./postgres-home";
import type { Postmaster } from "./postgres-postmaster";
import {
  readPostmasterPid,
  spawnPostmaster,
  stopPostmaster,
  whenGone,
} from "./postgres-postmaster";

export type RunningPostgres = {
  /** Of the database that the product uses. */
  url: string;
  pid: number;
  port: number;
  /** Whether it was running already, left behind by a launcher that was killed. */
  adopted: boolean;
  /** Resolves when the server ends, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  /** Folder for everything that it keeps. */
  dataDir: string;
  port: number;
  log: (line: string) => void;
  /** False trades safety at a power cut for speed: for tests. */
  durable?: boolean;
  /** Folder with bin/ of a PostgreSQL of this machine, instead of the embedded one. */
  binaries?: string;
};

type Listening = Omit<Postmaster, "exited">;
type Launch = Parameters<typeof spawnPostmaster>[0] & { password: string };

const databaseName = "self_managed_integrations";
// After a kill -9 the server's own children hold its files for about 1.5 s, which its log tells.
const stillHeld = /lock file "postmaster.pid"|pre-existing shared memory|shutting down/;
const pausesMs = [0, 250, 500, 1000, 2000, 4000, 8000];

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 (UTF8, locale C, UTC), or takes over the one that
 * already runs on the same files. Works as root and as an ordinary user.
 *
 * @throws Error in words: port busy, files of another user, no PostgreSQL for this platform.
 */
export async function startPostgres(options: Options): Promise<RunningPostgres> {
  const { dataDir, port, log, durable = true } = options;
  const home = openPostgresHome(dataDir, log);
  const binaries = options.binaries ?? postgresBinaries(home);
  const password = clusterPassword(dataDir);
  await ensureCluster(home, { binaries, password, durable });
  const logFile = join(dataDir, "postgres.log");
  const start = { home, binaries, port, logFile, durable, password };
  const { postmaster, adopted } = await launch(start);
  await createDatabase(addressOf(postmaster.port, password, "postgres"));
  return {
    url: embeddedUrl(postmaster.port, password),
    pid: postmaster.pid,
    port: postmaster.port,
    adopted,
    exited: postmaster.exited,
    stop: () => stopPostmaster(home, binaries, postmaster),
  };
}

async function launch(start: Launch): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  const { home, port, logFile } = start;
  let words = "";
  for (const pause of pausesMs) {
    await sleep(pause);
    const running = await probe(home, start.password);
    if (running) {
      const exited = whenGone(home.cluster, running.pid);
      return { postmaster: { ...running, exited }, adopted: true };
    }
    const { exited } = spawnPostmaster(start);
    const ready = await untilReady(start, exited);
    if (ready) return { postmaster: { ...ready, exited }, adopted: false };
    words = readFileSync(logFile, "utf8").trim();
    if (!stillHeld.test(words)) break;
  }
  if (/could not bind/.test(words))
    throw new Error(
      `Port ${port} is in use by another program; PostgreSQL wants it. Stop that program, or choose another port with POSTGRES_PORT.`,
    );
  throw new Error(`PostgreSQL does not start. Its log (${logFile}) says:\n${words.slice(-1500)}`);
}

/** Null when the process ended before it answered. */
async function untilReady(start: Launch, exited: Promise<void>): Promise<Listening | null> {
  let ended = false;
  const end = exited.finally(() => {
    ended = true;
  });
  while (!ended) {
    const running = await probe(start.home, start.password);
    if (running) return running;
    await Promise.race([sleep(60), end]);
  }
  return null;
}

/** The server that runs on these files and knows our password, if there is one. */
async function probe(home: PostgresHome, password: string): Promise<Listening | null> {
  const noted = readPostmasterPid(home.cluster);
  if (!noted?.port) return null;
  const sql = postgres(addressOf(noted.port, password, "postgres"), {
    max: 1,
    connect_timeout: 3,
    onnotice: () => {},
  });
  try {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
    if (!row || realpathSync(row.data_directory) !== realpathSync(home.cluster)) return null;
    return noted;
  } catch {
    return null;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const there = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (there.length === 0) await sql`create database ${sql(databaseName)}`;
  } finally {
    await sql.end();
  }
}

/** Address of the product's database on an embedded server. */
export const embeddedUrl = (port: number, password: string): string =>
  addressOf(port, password, databaseName);

const addressOf = (port: number, password: string, database: string) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
