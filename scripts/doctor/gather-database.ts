import { readFileSync } from "node:fs";
import { getTableName } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { z } from "zod";
import { appRole } from "@/db/client";
import { everyRow } from "@/db/row-scope";
import { auditEntry } from "@/db/schema/people";
import { fromRoot } from "@/scripts/launcher/paths";
import { inWords } from "./ask";
import type { DatabaseFacts, Facts, TableFacts } from "./facts";
import { gatherCredentials, gatherSealed } from "./gather-sealed";

const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });
const auditLog = getTableName(auditEntry);
const patience = { max: 1, connect_timeout: 5, idle_timeout: 5, onnotice: () => {} };

/** Everything that is asked of the database; nothing in it is changed. */
export async function gatherDatabase(
  values: Facts["values"],
  now: () => number,
): Promise<Facts["database"]> {
  const url = values.DATABASE_URL;
  if (!url || !URL.canParse(url))
    return { state: "not asked", reason: "DATABASE_URL is no address; see above." };
  // Row security binds the owner of the tables too.
  const sql = postgres(url, { ...patience, connection: everyRow });
  try {
    return await readDatabase(sql, url, values, now);
  } catch (problem) {
    return { state: "silent", reason: inWords(problem) };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function readDatabase(
  sql: postgres.Sql,
  url: string,
  values: Facts["values"],
  now: () => number,
): Promise<DatabaseFacts> {
  await sql`select 1`;
  const sent = now();
  const [clock] = await sql<{ ms: number }[]>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as ms`;
  const skewMs = (clock?.ms ?? 0) - (sent + now()) / 2;
  const [server] = await sql<
    {
      version: number;
      encoding: string;
      login: string;
      most: number;
      reserved: number;
      others: number;
    }[]
  >`select current_setting('server_version_num')::int as version,
      pg_encoding_to_char(encoding) as encoding, session_user::text as login,
      current_setting('max_connections')::int as most,
      current_setting('superuser_reserved_connections')::int as reserved,
      (select coalesce(sum(numbackends), 0)::int from pg_stat_database
        where datname <> current_database()) as others
    from pg_database where datname = current_database()`;
  if (!server) throw new Error("The server does not tell about itself.");
  const { version, encoding, login, most, reserved, others } = server;
  const tables = await readTables(sql);
  const role = await readRole(sql);
  return {
    state: "answered",
    versionNumber: version,
    encoding,
    login,
    role,
    tables,
    migrations: await readMigrations(sql),
    connections: { most, reserved, others },
    skewMs,
    ...(await actAsConsole(url, tables.length > 0, values)),
  };
}

async function readRole(sql: postgres.Sql): Promise<DatabaseFacts["role"]> {
  const [role] = await sql<{ strong: boolean; mayBeTaken: boolean }[]>`
    select rolsuper or rolbypassrls as strong,
      pg_has_role(session_user, oid,
        case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end
      ) as "mayBeTaken"
    from pg_roles where rolname = ${appRole}`;
  return role ? { exists: true, ...role } : { exists: false, strong: false, mayBeTaken: false };
}

/** What a connection finds that is opened as db/client.ts opens the console's. */
async function actAsConsole(
  url: string,
  filled: boolean,
  values: Facts["values"],
): Promise<Pick<DatabaseFacts, "acting" | "sealed" | "credentials">> {
  const sql = postgres(url, { ...patience, connection: { role: appRole, ...everyRow } });
  const nothing = { sealed: [], credentials: [] };
  try {
    const [found] = await sql<{ user: string; rows: string | null }[]>`
      select current_user::text as "user", current_setting('app.rows', true) as "rows"`;
    const acting = { user: found?.user ?? "", rows: found?.rows ?? "" };
    if (!filled) return { acting, ...nothing };
    const on = drizzle(sql);
    return {
      acting,
      sealed: await gatherSealed(on, values.ENCRYPTION_KEYS ?? []),
      credentials: await gatherCredentials(on, values),
    };
  } catch (problem) {
    return { acting: { problem: inWords(problem) }, ...nothing };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const readTables = (sql: postgres.Sql): Promise<TableFacts[]> => sql<TableFacts[]>`
  select c.relname as name, pg_get_userbyid(c.relowner)::text as owner,
    c.relname in ('organisation', 'mail') or exists (
      select 1 from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
    ) as "ofTenants",
    c.relrowsecurity and c.relforcerowsecurity
      and exists (select 1 from pg_policy p where p.polrelid = c.oid) as apart,
    c.relname = ${auditLog} as appended,
    coalesce((select bool_and(has_table_privilege(r.oid, c.oid, kind))
      from pg_roles r, unnest(case when c.relname = ${auditLog} then array['select', 'insert']
        else array['select', 'insert', 'update', 'delete'] end) kind
      where r.rolname = ${appRole}), true) as granted,
    c.relname = ${auditLog} and coalesce((select bool_or(has_table_privilege(r.oid, c.oid, kind))
      from pg_roles r, unnest(array['update', 'delete', 'truncate']) kind
      where r.rolname = ${appRole}), false) as forgeable
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by 1`;

/**
 * What db/migrations has and the database's own list has not; drizzle goes by the time of each. Null
 * where the login may not read that list.
 */
async function readMigrations(sql: postgres.Sql): Promise<DatabaseFacts["migrations"]> {
  const { entries } = journal.parse(
    JSON.parse(readFileSync(fromRoot("db/migrations/meta/_journal.json"), "utf8")),
  );
  const [list] = await sql<{ readable: boolean }[]>`
    select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as readable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'drizzle' and c.relname = '__drizzle_migrations'`;
  if (list && !list.readable) return null;
  const [applied] = list
    ? await sql<{ last: number | null }[]>`
        select max(created_at)::float8 as last from drizzle.__drizzle_migrations`
    : [];
  const last = applied?.last ?? 0;
  return {
    missing: entries.filter(({ when }) => when > last).map(({ tag }) => tag),
    newer: entries.every(({ when }) => when < last),
  };
}
