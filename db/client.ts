import "server-only";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/server/env";

/** Queries under way on a pool that is given up get this long to end, in seconds. */
const lastSeconds = 60;

function connect() {
  const { DATABASE_URL, DATABASE_POOL } = env();
  const client = postgres(DATABASE_URL, {
    max: DATABASE_POOL,
    idle_timeout: 30,
    connect_timeout: 10,
    // The driver's own query for these dies unhandled when the server cuts its connection.
    fetch_types: false,
    onnotice: () => {},
    // A slot of the pool whose connection was cut may never work again (porsager/postgres#1154).
    onclose: () => giveUp(),
  });
  const pool = drizzle(client);
  const giveUp = () => {
    if (shared.selfManagedIntegrationsDatabase !== pool) return;
    shared.selfManagedIntegrationsDatabase = undefined;
    client.end({ timeout: lastSeconds }).catch(() => undefined);
  };
  return pool;
}

export type Database = ReturnType<typeof connect>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What a query runs on: the pool, or the transaction that it belongs to. */
export type Queryable = Database | Transaction;

const shared = globalThis as { selfManagedIntegrationsDatabase?: Database | undefined };

/** The pool of this process; opened at first use. */
export function db(): Database {
  shared.selfManagedIntegrationsDatabase ??= connect();
  return shared.selfManagedIntegrationsDatabase;
}
