import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { everyRow } from "@/db/row-scope";
import { fromRoot } from "./paths";

/**
 * Brings a database to the newest of db/migrations; one that is there already stays as it is.
 *
 * @throws Error in words when the database does not answer, with its own error as the cause.
 */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    // Row security binds the owner of the tables too: without it a migration would change no row.
    connection: everyRow,
  });
  try {
    await migrate(drizzle(sql), { migrationsFolder: fromRoot("db/migrations") });
  } catch (cause) {
    const { host, pathname } = new URL(databaseUrl);
    const reason = rootCause(cause);
    throw new Error(
      `The database ${pathname.slice(1)} at ${host} could not be brought up to date: ${reason}. Check DATABASE_URL.`,
      { cause },
    );
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function rootCause(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  if (problem.cause) return rootCause(problem.cause);
  return problem.message || ("code" in problem ? String(problem.code) : problem.name);
}
