import postgres from "postgres";
import { everyRow } from "@/db/row-scope";

/** A connection of its own for each question: the server may have been killed since the last. */
export async function queryOnce<T>(
  databaseUrl: string,
  ask: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: everyRow });
  try {
    return await ask(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
