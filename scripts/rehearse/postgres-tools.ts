import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";

/** What docs/operations/backup.md tells people to type, after the name of the program. */
export const dumpOptions = ["--format=custom", "--enable-row-security"];
export const restoreOptions = ["--no-owner", "--exit-on-error", "--single-transaction"];
/** Row security binds the owner of the tables too: a dump that does not say this holds no row. */
export const dumpEnvironment = { PGOPTIONS: "-c app.rows=all" };

export type PostgresTools = {
  version: number;
  /** Folder with bin/ of a server of the same version. */
  server: string;
};

/** pg_dump and a server of its version on this machine; otherwise what is missing. */
export function findPostgresTools(): PostgresTools | { missing: string } {
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "pg_dump"))
    .find(existsSync);
  if (!path) return { missing: "pg_dump is not on the PATH (Debian: postgresql-client)." };
  const said = spawnSync("pg_dump", ["--version"], { encoding: "utf8" }).stdout ?? "";
  const version = Number(/\) (\d+)/.exec(said)?.[1]);
  const own = dirname(dirname(realpathSync(path)));
  const server = [own, `/usr/lib/postgresql/${version}`].find((folder) =>
    existsSync(join(folder, "bin", "postgres")),
  );
  return server
    ? { version, server }
    : { missing: `there is pg_dump ${version}, and no server of that version beside it.` };
}

const pgDump = (args: readonly string[], environment: NodeJS.ProcessEnv): void => {
  const [program = "", ...rest] = args;
  execFileSync(program, rest, { env: { ...process.env, ...environment }, stdio: "pipe" });
};

/** Writes a backup of a database in use. @throws Error with the words of pg_dump */
export const dump = (databaseUrl: string, file: string): void =>
  pgDump(["pg_dump", ...dumpOptions, `--file=${file}`, `--dbname=${databaseUrl}`], {
    ...dumpEnvironment,
  } as unknown as NodeJS.ProcessEnv);

/** Fills an empty database from a backup. @throws Error with the words of pg_restore */
export const restore = (databaseUrl: string, file: string): void =>
  pgDump(
    ["pg_restore", ...restoreOptions, `--dbname=${databaseUrl}`, file],
    {} as NodeJS.ProcessEnv,
  );
