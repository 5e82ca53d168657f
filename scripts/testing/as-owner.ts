import postgres from "postgres";
import { againAfterRival } from "@/db/in-transaction";

/**
 * Runs a statement as the owner of the tables: what the product's own role may not do. Again where it
 * met a job of the product the other way round.
 */
export async function asOwner(statement: string): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    await againAfterRival(() => sql.unsafe(statement));
  } finally {
    await sql.end();
  }
}
