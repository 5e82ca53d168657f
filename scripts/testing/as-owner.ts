import postgres from "postgres";
import { sqlState } from "@/db/errors";

const deadlockDetected = "40P01";
const mostTries = 4;

/**
 * Runs a statement as the owner of the tables: what the product's own role may not do. Again where it
 * met a job of the product the other way round.
 */
export async function asOwner(statement: string): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    for (let tries = 1; ; tries++)
      try {
        await sql.unsafe(statement);
        return;
      } catch (error) {
        if (tries === mostTries || sqlState(error) !== deadlockDetected) throw error;
      }
  } finally {
    await sql.end();
  }
}
