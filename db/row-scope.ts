import { AsyncLocalStorage } from "node:async_hooks";
import type postgres from "postgres";
import type { Ask } from "./ask-together";
import { askTogether, reads } from "./ask-together";
import { isKept } from "./prepare-often";

/** Whose rows a request may touch; PostgreSQL refuses every other one. */
export type RowScope = {
  organisationId: string;
  userId: string;
  role: "admin" | "customer_user";
  customerIds: readonly string[];
};

const shared = globalThis as {
  selfManagedIntegrationsRowScope?: AsyncLocalStorage<RowScope> | undefined;
};
shared.selfManagedIntegrationsRowScope ??= new AsyncLocalStorage();
const asked = shared.selfManagedIntegrationsRowScope;

/** What a connection of a job or a command says at its start; without it, row security shows nothing. */
export const everyRow = { "app.rows": "all" };

/** Everything that `work` asks of the database, however deep, is held to these rows. */
export function withinRowsOf<Result>(scope: RowScope, work: () => Result): Result {
  return asked.run(scope, work);
}

/**
 * Runs `work` on all rows, in the middle of a request. What it reads names its organisation and
 * customers itself, and nothing of it is answered that was not read under the scope.
 */
export function withoutRowScope<Result>(work: () => Result): Result {
  return asked.exit(work);
}

/** The scope of the request that runs now; undefined for jobs, webhooks and sign-in. */
export const rowScope = (): RowScope | undefined => asked.getStore();

/**
 * The pool as a request may use it: what it asks in one turn is a transaction that first says whose
 * rows it is about, as a setting of the session would stay behind on the shared connection.
 */
export function heldTo(scope: RowScope, pool: postgres.Sql): postgres.Sql {
  const begin = <Result>(work: (tx: postgres.TransactionSql) => Result) =>
    pool.begin(async (tx) => {
      const [, result] = await Promise.all([tellScope(tx, scope), work(tx)]);
      return result;
    });
  const ask = askTogether(async ({ text, params, asArrays }) => {
    const askOn = (on: postgres.ISql): Promise<unknown[]> => {
      const pending = on.unsafe(text, [...params] as never[]);
      return asArrays ? pending.values() : pending;
    };
    return reads(text) ? readWithin(scope, pool, askOn, isKept(text)) : await begin(askOn);
  });
  const unsafe: Unsafe = (text, params = []) => {
    let asArrays = false;
    // The caller says how it wants its rows in the same turn, after it holds this promise.
    const answer = Promise.resolve().then(() => ask({ text, params, asArrays }));
    return Object.assign(answer, {
      values() {
        asArrays = true;
        return answer;
      },
    });
  };
  return Object.assign(Object.create(pool), { options: pool.options, begin, unsafe });
}

type Unsafe = (
  text: string,
  params?: readonly unknown[],
) => ReturnType<Ask> & { values(): ReturnType<Ask> };

/**
 * A reading, in a transaction that ends behind its back: its rows are there, and whoever waits for
 * them need not wait for the database once more.
 */
const readWithin = (
  scope: RowScope,
  pool: postgres.Sql,
  askOn: (on: postgres.ISql) => Promise<unknown[]>,
  keepPlan: boolean,
): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    const read = async (tx: postgres.TransactionSql) => {
      const [, rows] = await Promise.all([tellScope(tx, scope, keepPlan), askOn(tx)]);
      resolve(rows);
    };
    pool.begin("read only", read).catch(reject);
  });

/**
 * What is kept prepared is planned once, and not for its values anew each time, which takes longer
 * than most answers; left to itself, PostgreSQL plans anew or not by how much there is to read.
 */
const tellScope = (
  on: postgres.ISql,
  { organisationId, userId, ...who }: RowScope,
  keepPlan = false,
) =>
  on`select set_config('app.rows', 'own', true),
    set_config('app.organisation', ${organisationId}, true),
    set_config('app.user', ${userId}, true),
    set_config('app.customers', ${who.role === "admin" ? "" : `{${who.customerIds.join(",")}}`}, true),
    set_config('plan_cache_mode', ${keepPlan ? "force_generic_plan" : "auto"}, true)`;
