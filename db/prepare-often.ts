import type postgres from "postgres";

/** Asked less often than this, a text costs a connection more to keep than to read anew. */
const oftenAfter = 10;
/** Texts that a process has its connections keep at most; what is left of the pool's memory is for rows. */
const mostKept = 150;
/** Texts that are counted at a time: a list of ids of another length is another text. */
const mostCounted = 1000;

const kept = new Set<string>();
let counted = new Map<string, number>();

/** Whether a statement is asked so often that each connection had better keep it prepared. */
function isOften(text: string): boolean {
  if (kept.has(text)) return true;
  if (kept.size >= mostKept) return false;
  const times = (counted.get(text) ?? 0) + 1;
  if (times >= oftenAfter) {
    counted.delete(text);
    kept.add(text);
    return true;
  }
  if (counted.size >= mostCounted) counted = new Map();
  counted.set(text, times);
  return false;
}

/** Whether connections keep a statement prepared from now on. */
export const isKept = (text: string): boolean => kept.has(text);

type Given = [text: string, parameters?: never[], options?: postgres.UnsafeQueryOptions];
type Work = (tx: postgres.TransactionSql) => unknown;

/**
 * The same client, which has what it is asked often prepared: PostgreSQL reads such a text once for
 * each connection instead of at each time, and the driver need not ask first which types it takes.
 */
export function preparingOften<Sql extends postgres.Sql | postgres.TransactionSql>(sql: Sql): Sql {
  const unsafe = sql.unsafe.bind(sql) as (...given: Given) => unknown;
  const also: Record<string, unknown> = {
    unsafe: (text: string, parameters: never[] = [], options: postgres.UnsafeQueryOptions = {}) =>
      // Without parameters the text is sent as it is, several statements included.
      unsafe(
        text,
        parameters,
        parameters.length > 0 ? { ...options, prepare: options.prepare || isOften(text) } : options,
      ),
  };
  for (const name of ["begin", "savepoint"] as const) {
    const open = Reflect.get(sql, name);
    if (typeof open !== "function") continue;
    also[name] = (...given: [Work] | [string, Work]) =>
      open.call(
        sql,
        ...given.map((one) =>
          typeof one === "string" ? one : (tx: postgres.TransactionSql) => one(preparingOften(tx)),
        ),
      );
  }
  return Object.assign(sql, also);
}
