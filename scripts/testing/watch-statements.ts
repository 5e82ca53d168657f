import type postgres from "postgres";
import { db } from "@/db/client";

type Work = (tx: postgres.TransactionSql) => unknown;
type Unsafe = (text: string, ...rest: unknown[]) => unknown;

const opens = /^\s*(begin|commit|rollback|savepoint|release)\b/i;

/**
 * What this process asks of the database from now on, in the order in which it is sent. What opens and
 * ends a transaction, and says whose rows it is about, is not among it.
 */
export function watchStatements(): string[] {
  const texts: string[] = [];
  const pool = db().$client;
  const noting =
    (unsafe: Unsafe): Unsafe =>
    (text, ...rest) => {
      if (!opens.test(text)) texts.push(text);
      return unsafe(text, ...rest);
    };
  const begin = pool.begin.bind(pool) as (options: string, work: Work) => unknown;
  Object.assign(pool, {
    unsafe: noting(pool.unsafe.bind(pool) as Unsafe),
    begin(...given: [Work] | [string, Work]) {
      const [options, work] = given.length === 1 ? ["", given[0]] : given;
      return begin(options, (tx) =>
        work(Object.assign(tx, { unsafe: noting(tx.unsafe.bind(tx) as Unsafe) })),
      );
    },
  });
  return texts;
}
