import postgres from "postgres";
import { everyRow } from "@/db/row-scope";
import { applyMigration } from "@/scripts/migrations/apply";
import { InUse } from "@/scripts/migrations/in-use";
import { takeMigrationLock } from "@/scripts/migrations/lock";
import { readMigrations } from "@/scripts/migrations/read-migrations";
import { firstWithheld } from "@/scripts/migrations/withhold";

type Options = {
  /** No process of the product uses the database, so that no phase has to wait for another version. */
  alone?: boolean;
  /** Another folder than db/migrations, made by drizzle-kit too. */
  folder?: string;
  /** How long to wait for other migrators, and for tables that are in use, ms. */
  patienceMs?: number;
};

export type Migrated = {
  /** Tags of what was applied now. */
  applied: string[];
  /** The contract phase at which it stopped, since the version that needs no more of it is not running yet. */
  withheld: string | null;
};

/** A statement waits this long for its lock: what runs waits behind it meanwhile. */
const lockTimeout = "2s";

/**
 * Brings a database to the newest of db/migrations, beside running processes of the version before;
 * one that is there already stays as it is. Of several that try at once, one does it.
 *
 * @throws Error in words when the database does not answer, with its own error as the cause.
 */
export async function migrateDatabase(
  databaseUrl: string,
  { alone = false, folder, patienceMs = 300_000 }: Options = {},
): Promise<Migrated> {
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const connection = await sql.reserve();
    await takeMigrationLock(connection, patienceMs);
    const known = await openLedger(connection);
    const pending = readMigrations(folder).filter(({ when }) => !known.has(when));
    const withheld = alone || known.size === 0 ? null : firstWithheld(pending);
    const due = pending.slice(0, withheld ? pending.indexOf(withheld) : undefined);
    for (const migration of due) await applyMigration(connection, migration, patienceMs);
    return { applied: due.map(({ tag }) => tag), withheld: withheld?.tag ?? null };
  } catch (cause) {
    const { host, pathname } = new URL(databaseUrl);
    const reason =
      cause instanceof InUse ? cause.message : `${rootCause(cause)}. Check DATABASE_URL.`;
    throw new Error(
      `The database ${pathname.slice(1)} at ${host} could not be brought up to date: ${reason}`,
      { cause },
    );
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** The moments by which drizzle-kit knows the migrations that the database has. */
async function openLedger(connection: postgres.ReservedSql): Promise<ReadonlySet<number>> {
  // Row security binds the owner of the tables too: without it a migration would change no row.
  for (const [name, value] of Object.entries({ ...everyRow, lock_timeout: lockTimeout }))
    await connection`select set_config(${name}, ${value}, false)`;
  const [ledger] = await connection`select to_regclass('drizzle.__drizzle_migrations') as there`;
  if (!ledger?.there)
    await connection.unsafe(`create schema if not exists drizzle;
      create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
  const rows = await connection<{ created_at: string }[]>`
    select created_at from drizzle.__drizzle_migrations`;
  return new Set(rows.map(({ created_at }) => Number(created_at)));
}

function rootCause(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  if (problem.cause) return rootCause(problem.cause);
  return problem.message || ("code" in problem ? String(problem.code) : problem.name);
}
