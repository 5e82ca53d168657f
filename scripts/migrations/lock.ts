import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { InUse } from "./in-use";

/** Of this product's migrations, among the advisory locks of one database. */
const lockNumber = 7_461_020_501;
const askEveryMs = 250;

/**
 * Takes the advisory lock that lets one process at a time migrate a database; it lasts as long as the
 * connection. Asks again and again: a query that waits would itself keep CREATE INDEX CONCURRENTLY waiting.
 *
 * @throws InUse when another process keeps it for longer than `patienceMs`.
 */
export async function takeMigrationLock(
  connection: postgres.ReservedSql,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const [row] = await connection`select pg_try_advisory_lock(${lockNumber}) as mine`;
    if (row?.mine) return;
    if (Date.now() > deadline)
      throw new InUse(
        `another process has been migrating it for ${Math.round(patienceMs / 1000)} s. Wait for that one to end, or end it.`,
      );
    await sleep(askEveryMs);
  }
}
