import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Stage } from "./open-stage";

/** Loads PostgreSQL's own counter of statements, for which it has to start again. */
export async function loadCounter({ stack }: Stage): Promise<void> {
  await db().execute(sql`alter system set shared_preload_libraries = 'pg_stat_statements'`);
  await stack.processes.postgres.restart();
  await db().execute(sql`create extension pg_stat_statements`);
}

export type Statement = { text: string; calls: number };

export const forgetStatements = () => db().execute(sql`select pg_stat_statements_reset()`);

/**
 * Statements since then, most frequent first. What opens and ends a transaction does no work and is
 * left out, and so is the bench's own look at how far the work is.
 */
export async function readStatements(): Promise<Statement[]> {
  const rows = await db().execute<Statement>(sql`
    select query as text, sum(calls)::int as calls from pg_stat_statements
    where query not like '%group by%state%' and query not like '%pg_stat_%'
      and query !~* '^(begin|commit|rollback)'
    group by query order by calls desc`);
  return [...rows];
}
