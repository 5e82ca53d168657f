import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { open } from "@/server/crypto";
import { sealedColumns } from "@/server/reseal-secrets";

/** Every row of every table as one text, as a dump of the database would show it. */
export async function dumpDatabase(): Promise<string> {
  const tables = await db().execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await db().execute<{ row: string }>(
      sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`,
    );
    parts.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return parts.join("\n");
}

/** What stands in every sealed column, opened; `where` is such as "order_link.receipt_sealed". */
export async function readSealed(): Promise<{ where: string; plain: string }[]> {
  const found: { where: string; plain: string }[] = [];
  for (const { table, column, key } of await sealedColumns()) {
    const [from, sealed, id] = [table, column, key].map((name) => sql.identifier(name));
    const rows = await db().execute<{ id: string; sealed: string }>(
      sql`select ${id}::text as id, ${sealed} as sealed from ${from} where ${sealed} is not null`,
    );
    for (const row of rows)
      found.push({
        where: `${table}.${column}`,
        plain: open(row.sealed, `${table}:${column.replace(/_sealed$/, "")}:${row.id}`),
      });
  }
  return found;
}

/** All that stands in sealed columns, as one text. */
export const dumpSealed = async (): Promise<string> =>
  (await readSealed()).map(({ plain }) => plain).join("\n");
