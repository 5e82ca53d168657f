import type postgres from "postgres";
import { db } from "@/db/client";

type Work = (tx: postgres.TransactionSql) => unknown;
type Unsafe = (text: string, ...rest: unknown[]) => unknown;
export type Statement = { text: string; params: readonly unknown[] };

const opens = /^\s*(begin|commit|rollback|savepoint|release)\b/i;

/** Hands on what {@link watchStatements} lists, with its parameters. */
export function onEachStatement(note: (statement: Statement) => void): void {
  const pool = db().$client;
  const noting =
    (unsafe: Unsafe): Unsafe =>
    (text, ...rest) => {
      const [params] = rest;
      if (!opens.test(text)) note({ text, params: Array.isArray(params) ? params : [] });
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
}

/**
 * What this process asks of the database from now on, in the order in which it is sent. What opens and
 * ends a transaction, and says whose rows it is about, is not among it.
 */
export function watchStatements(): string[] {
  const texts: string[] = [];
  onEachStatement(({ text }) => texts.push(text));
  return texts;
}
