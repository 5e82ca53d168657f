import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { sqlState } from "@/db/errors";
import { InUse } from "./in-use";
import type { NumberedMigration } from "./read-migrations";
import { outsideTransaction, readStatements, statementsOf } from "./statements";

/** lock_not_available and deadlock_detected: PostgreSQL took it back, and nothing is changed. */
const tryAgain = new Set(["55P03", "40P01"]);
const firstWaitMs = 200;
const longestWaitMs = 10_000;

/**
 * Applies one migration and notes it, in a transaction; without one where it makes indexes beside the
 * work. A statement that does not get its lock at once is taken back, so that the queries behind it
 * go on, and all of it is tried again for as long as `patienceMs`.
 *
 * @throws the database's error; InUse when the lock could not be had.
 */
export async function applyMigration(
  connection: postgres.ReservedSql,
  migration: NumberedMigration,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const beside = statementsOf(migration.sql).some(outsideTransaction);
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
    try {
      return await (beside ? applyBeside : applyWhole)(connection, migration);
    } catch (problem) {
      if (!tryAgain.has(sqlState(problem) ?? "")) throw problem;
      if (Date.now() + waitMs > deadline)
        throw new InUse(
          `${migration.tag} found its tables in use for ${Math.round(patienceMs / 1000)} s and was given up. ${await whoIsInTheWay(connection)}`,
        );
      await sleep(waitMs * (0.5 + Math.random()));
    }
  }
}

async function applyWhole(
  connection: postgres.ReservedSql,
  migration: NumberedMigration,
): Promise<void> {
  await connection.unsafe("begin");
  try {
    await connection.unsafe(migration.sql);
    await note(connection, migration);
    await connection.unsafe("commit");
  } catch (problem) {
    await connection.unsafe("rollback").catch(() => undefined);
    throw problem;
  }
}

async function applyBeside(
  connection: postgres.ReservedSql,
  migration: NumberedMigration,
): Promise<void> {
  for (const { plain, written } of readStatements(migration.sql)) {
    const [, index] =
      /^create (?:unique )?index concurrently (?:if not exists )?(\w+)/.exec(plain) ?? [];
    if (index && (await isThere(connection, index))) continue;
    await connection.unsafe(written);
  }
  await note(connection, migration);
}

/** Whether an index is there and whole; what an attempt that was cut off has left is removed. */
async function isThere(connection: postgres.ReservedSql, index: string): Promise<boolean> {
  const [found] = await connection`
    select indisvalid as whole from pg_index where indexrelid = to_regclass(${`public.${index}`})`;
  if (found && !found.whole) await connection.unsafe(`drop index concurrently public.${index}`);
  return found?.whole === true;
}

const note = (connection: postgres.ReservedSql, { sql, when }: NumberedMigration) => connection`
  insert into drizzle.__drizzle_migrations (hash, created_at)
  values (${createHash("sha256").update(sql).digest("hex")}, ${when})`;

async function whoIsInTheWay(connection: postgres.ReservedSql): Promise<string> {
  const [oldest] = await connection<{ pid: number; state: string | null; seconds: number }[]>`
    select pid, state, round(extract(epoch from now() - xact_start))::int as seconds
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
    order by xact_start limit 1`;
  return oldest
    ? `The oldest transaction is that of process ${oldest.pid} (${oldest.state}, ${oldest.seconds} s): let it end, or end it with pg_terminate_backend.`
    : "Try again when less is going on.";
}
