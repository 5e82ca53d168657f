import postgres from "postgres";
import type { Stage } from "./open-stage";

/** As the owner of the database: the product's own role may neither load nor read the counter. */
async function asOwner<T extends object>(statement: string): Promise<T[]> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe<T[]>(statement))];
  } finally {
    await sql.end();
  }
}

/** Loads PostgreSQL's own counter of statements, for which it has to start again. */
export async function loadCounter({ stack }: Stage): Promise<void> {
  await asOwner("alter system set shared_preload_libraries = 'pg_stat_statements'");
  await stack.processes.postgres.restart();
  await asOwner("create extension pg_stat_statements");
}

export type Statement = { text: string; calls: number };

export const forgetStatements = () => asOwner("select pg_stat_statements_reset()");

/**
 * Statements since then, most frequent first, the bench's own left out. What opens and ends a
 * transaction, and what says whose rows it is about, does no work and is left out.
 */
export const readStatements = (): Promise<Statement[]> =>
  asOwner(`
    select query as text, sum(calls)::int as calls from pg_stat_statements
    where query not like '%pg_stat_%' and query not like '%set_config%'
      and query !~* '^(begin|commit|rollback)'
    group by query order by calls desc`);
