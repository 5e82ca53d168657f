import type postgres from "postgres";

/**
 * Fills a table and makes its indexes afterwards, which takes a fraction of the time; those that hold
 * a constraint stay.
 */
export async function withoutIndexes(
  sql: postgres.Sql,
  table: string,
  fill: () => Promise<unknown>,
): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = ${table}::regclass
      and not exists (select from pg_constraint where conindid = i.indexrelid)`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  await fill();
  for (const { definition } of indexes) await sql.unsafe(definition);
}
