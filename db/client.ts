import "server-only";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/server/env";

function connect() {
  const { DATABASE_URL, DATABASE_POOL } = env();
  return drizzle(
    postgres(DATABASE_URL, {
      max: DATABASE_POOL,
      idle_timeout: 30,
      connect_timeout: 10,
      onnotice: () => {},
    }),
  );
}

export type Database = ReturnType<typeof connect>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What a query runs on: the pool, or the transaction that it belongs to. */
export type Queryable = Database | Transaction;

const shared = globalThis as { selfManagedIntegrationsDatabase?: Database };

/** The pool of this process; opened at first use. */
export function db(): Database {
  shared.selfManagedIntegrationsDatabase ??= connect();
  return shared.selfManagedIntegrationsDatabase;
}
