import "server-only";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/server/env";
import { preparingOften } from "./prepare-often";
import type { RowScope } from "./row-scope";
import { everyRow, heldTo, rowScope } from "./row-scope";

/** Queries under way on a pool that is given up get this long to end, in seconds. */
const lastSeconds = 60;

/** Made by the migrations: it may read and write rows, and owns nothing. */
export const appRole = "self_managed_integrations";

function connect() {
  const { DATABASE_URL, DATABASE_POOL } = env();
  const client = postgres(DATABASE_URL, {
    max: DATABASE_POOL,
    idle_timeout: 30,
    connect_timeout: 10,
    // The driver's own query for these dies unhandled when the server cuts its connection.
    fetch_types: false,
    // Not the owner of the tables, so that row security and missing grants bind this process too.
    connection: { role: appRole, ...everyRow },
    onnotice: () => {},
    // A slot of the pool whose connection was cut may never work again (porsager/postgres#1154).
    onclose: () => giveUp(),
  });
  const pool = drizzle(preparingOften(client));
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

/**
 * The pool of this process; opened at first use. Within withinRowsOf it reads and writes only what
 * that scope may touch.
 */
export function db(): Database {
  shared.selfManagedIntegrationsDatabase ??= connect();
  const pool = shared.selfManagedIntegrationsDatabase;
  const scope = rowScope();
  if (!scope) return pool;
  const known = held.get(scope);
  if (known?.pool === pool) return known.view;
  const view = drizzle(heldTo(scope, pool.$client));
  held.set(scope, { pool, view });
  return view;
}

/** Ends the pool of this process once its queries are over, cut after a few seconds. */
export async function closeDatabase(): Promise<void> {
  const pool = shared.selfManagedIntegrationsDatabase;
  shared.selfManagedIntegrationsDatabase = undefined;
  await pool?.$client.end({ timeout: 2 });
}

/** A request's own view of a pool, kept as long as its scope; a pool that is given up is followed by another. */
const held = new WeakMap<RowScope, { pool: Database; view: Database }>();
