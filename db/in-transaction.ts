import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { sqlState } from "@/db/errors";

/** serialization_failure and deadlock_detected: PostgreSQL took all of it back, and asks to begin again. */
const beginAgain = new Set(["40001", "40P01"]);
const mostTries = 4;
/** The wait before the second try, in milliseconds; it doubles, and is spread so that rivals part. */
const firstWaitMs = 20;

/**
 * Runs `body` in a transaction, and all of it again where PostgreSQL ended it for the sake of another
 * one: four times at most. `body` does nothing that outlives its transaction: no call to anyone, no
 * event, no change of what is outside it.
 * @throws whatever `body` throws; the database's own error after the last try.
 */
export const inTransaction = <T>(body: (tx: Transaction) => Promise<T>): Promise<T> =>
  againAfterRival(() => db().transaction(body));

/** Runs `work` again where PostgreSQL took all of it back for the sake of another: four times at most. @throws what it throws */
export async function againAfterRival<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !beginAgain.has(sqlState(error) ?? "")) throw error;
      const waitMs = firstWaitMs * 2 ** tries * Math.random();
      await new Promise((resume) => setTimeout(resume, waitMs));
    }
  }
}
