import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { currentPrefix, open, seal } from "./crypto";

export type Resealed = { resealed: number; unreadable: number };

export type SealedColumn = { table: string; column: string; key: string };

/** Every column that ends in `_sealed`, with the single column that is its table's primary key. */
export async function sealedColumns(on: Queryable = db()): Promise<SealedColumn[]> {
  const rows = await on.execute<SealedColumn>(sql`
    select c.table_name as "table", c.column_name as "column", (
      select a.attname from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = format('public.%I', c.table_name)::regclass and i.indisprimary and i.indnkeyatts = 1
    ) as "key"
    from information_schema.columns c
    where c.table_schema = 'public' and c.column_name like '%\\_sealed' order by 1, 2`);
  return [...rows];
}

/**
 * Seals everything anew that is not under the first key of ENCRYPTION_KEYS, in transactions of `batch`
 * rows, beside the running application: each row is locked, read and written at once. A value that no
 * key opens stays as it is and is counted. Safe to repeat and to interrupt.
 */
export async function resealSecrets({ batch = 100 } = {}): Promise<Resealed> {
  const sum = { resealed: 0, unreadable: 0 };
  for (const column of await sealedColumns()) {
    let after: string | null = "";
    while (after !== null) after = await resealBatch(column, after, batch, sum);
  }
  return sum;
}

/** What a sealed value is bound to, as server/crypto takes it. */
export const placeOf = ({ table, column }: Omit<SealedColumn, "key">, id: string): string =>
  `${table}:${column.replace(/_sealed$/, "")}:${id}`;

/** The key of the last row of the batch; null when none was left. */
async function resealBatch(
  { table, column, key }: SealedColumn,
  after: string,
  batch: number,
  sum: Resealed,
): Promise<string | null> {
  const [from, sealed, id] = [table, column, key].map((name) => sql.identifier(name));
  return db().transaction(async (tx) => {
    const rows = await tx.execute<{ id: string; sealed: string }>(sql`
      select ${id}::text as id, ${sealed} as sealed from ${from}
      where ${sealed} is not null and not starts_with(${sealed}, ${currentPrefix()})
        and ${id}::text > ${after}
      order by ${id}::text limit ${batch} for update`);
    for (const row of rows) {
      const place = placeOf({ table, column }, row.id);
      let plain: string;
      try {
        plain = open(row.sealed, place);
      } catch {
        sum.unreadable += 1;
        continue;
      }
      await tx.execute(
        sql`update ${from} set ${sealed} = ${seal(plain, place)} where ${id}::text = ${row.id}`,
      );
      sum.resealed += 1;
    }
    return rows.at(-1)?.id ?? null;
  });
}
