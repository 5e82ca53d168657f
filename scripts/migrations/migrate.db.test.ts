import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { everyRow } from "@/db/row-scope";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { fromRoot } from "@/scripts/launcher/paths";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";

const own = new URL(process.env.DATABASE_URL ?? "");
own.pathname = `${own.pathname}_migrations`;
const name = own.pathname.slice(1);
const maintenance = postgres(new URL("/postgres", own).href, { max: 1, onnotice: () => {} });
const folder = temporaryFolder("migrations-");
let sql: postgres.Sql;

afterAll(async () => {
  await sql?.end({ timeout: 1 });
  await maintenance`drop database if exists ${maintenance(name)} with (force)`;
  await maintenance.end();
  folder.remove();
});

beforeEach(async () => {
  await sql?.end({ timeout: 1 });
  await maintenance`drop database if exists ${maintenance(name)} with (force)`;
  await maintenance`create database ${maintenance(name)}`;
  sql = postgres(own.href, { max: 4, onnotice: () => {}, connection: everyRow });
});

type Entry = { idx: number; tag: string; when: number };

/** A folder of the first `count` real migrations and these after them. */
function migrationsOf(count: number, more: Record<string, string> = {}): string {
  const from = fromRoot("db/migrations");
  const path = join(folder.path, Math.random().toString(36).slice(2));
  mkdirSync(join(path, "meta"), { recursive: true });
  const journal = JSON.parse(readFileSync(join(from, "meta/_journal.json"), "utf8")) as {
    entries: Entry[];
  };
  const entries = journal.entries.slice(0, count);
  for (const { tag } of entries) cpSync(join(from, `${tag}.sql`), join(path, `${tag}.sql`));
  for (const [tag, text] of Object.entries(more)) {
    writeFileSync(join(path, `${tag}.sql`), text);
    entries.push({ idx: entries.length, tag, when: 2_000_000_000_000 + entries.length });
  }
  writeFileSync(join(path, "meta/_journal.json"), JSON.stringify({ entries }));
  return path;
}

const migrate = (path: string, options = {}) =>
  migrateDatabase(own.href, { folder: path, patienceMs: 20_000, ...options });

describe("migrating", () => {
  it("is done once by two that try at the same time", async () => {
    const both = await Promise.all([migrate(migrationsOf(99)), migrate(migrationsOf(99))]);
    const [, first] = both.map(({ applied }) => applied.length).sort((a, b) => a - b);
    expect(both.map(({ applied }) => applied.length).sort((a, b) => a - b)).toEqual([0, first]);
    const [row] = await sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
    expect(row?.n).toBe(first);
  });

  it("lets queries through while its table is in use, and goes on when it is free", async () => {
    await migrate(migrationsOf(15));
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select count(*) from organisation`;
    const began = Date.now();
    const done = migrate(
      migrationsOf(15, { "0015_note": 'alter table "organisation" add column "note" text;' }),
    );
    const waits: number[] = [];
    while (Date.now() - began < 5_000) {
      const asked = Date.now();
      await sql`select count(*) from organisation`;
      waits.push(Date.now() - asked);
      await sleep(50);
    }
    // Without an end to the wait for the lock, the first of these would last as long as the holder does.
    expect(Math.max(...waits)).toBeLessThan(4_000);
    await holder`commit`;
    holder.release();
    expect((await done).applied).toEqual(["0015_note"]);
    await sql`select note from organisation`;
  });

  it("says who is in the way when it gives up, and has changed nothing", async () => {
    await migrate(migrationsOf(15));
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select count(*) from organisation`;
    const path = migrationsOf(15, {
      "0015_note":
        'create table "note" ("id" uuid); alter table "organisation" add column "note" text;',
    });
    await expect(migrate(path, { patienceMs: 2_500 })).rejects.toThrow(
      /0015_note found its tables in use for 3 s and was given up\. The oldest transaction is that of process \d+ \(idle in transaction/,
    );
    await holder`rollback`;
    holder.release();
    const [row] = await sql`select to_regclass('note') as note`;
    expect(row?.note).toBeNull();
    expect((await migrate(path)).applied).toEqual(["0015_note"]);
  });

  it("makes an index beside the work, also after an attempt that was cut off", async () => {
    await migrate(migrationsOf(15));
    await sql`insert into organisation (name) values ('One'), ('One')`;
    // An index that could not be made unique stays behind, as one that was cut off does.
    await sql`create unique index concurrently "organisation_name" on organisation (name)`.catch(
      () => undefined,
    );
    const path = migrationsOf(15, {
      "0015_index":
        'create index concurrently "organisation_name" on "organisation" ("name");\n--> statement-breakpoint\ncreate index concurrently if not exists "organisation_zone" on "organisation" ("time_zone");',
    });
    expect((await migrate(path)).applied).toEqual(["0015_index"]);
    const made = await sql`select indexrelid::regclass::text as name from pg_index
      where indisvalid and indexrelid::regclass::text in ('organisation_name', 'organisation_zone')`;
    expect(made).toHaveLength(2);
  });

  it("leaves a contract phase for the next time, unless nothing runs or the database is new", async () => {
    const path = migrationsOf(15, {
      "0015_kind": 'alter table "organisation" add column "kind" text;',
      "0016_more": 'alter table "organisation" add column "more" text;',
      "0017_without": `-- contract of 0015_kind: the name is read from kind since then.\nalter table "organisation" drop column "name";`,
    });
    await migrate(migrationsOf(15));
    const before = { applied: ["0015_kind", "0016_more"], withheld: "0017_without" };
    expect(await migrate(path)).toEqual(before);
    expect(await migrate(path)).toEqual({ applied: ["0017_without"], withheld: null });
  });

  it("does all at once where nothing runs", async () => {
    const path = migrationsOf(15, {
      "0015_kind": 'alter table "organisation" add column "kind" text;',
      "0016_without": `-- contract of 0015_kind: the name is read from kind since then.\nalter table "organisation" drop column "name";`,
    });
    expect((await migrate(path)).withheld).toBeNull();
    await migrate(migrationsOf(15), { alone: true });
    expect((await migrate(path, { alone: true })).withheld).toBeNull();
  });
});

describe("the parts of the migrations that change rows", () => {
  /** A database as it was before 0009, with a user who is disabled, and one order on its way. */
  async function older() {
    await migrate(migrationsOf(9));
    await sql.unsafe(`
      insert into organisation (id, name) values ('00000000-0000-4000-8000-000000000001', 'One');
      insert into user_account (id, email, name, password_hash, disabled_at) values
        ('00000000-0000-4000-8000-000000000002', 'a@example.com', 'A', '', now()),
        ('00000000-0000-4000-8000-000000000003', 'b@example.com', 'B', '', null);
      insert into membership (user_id, organisation_id, role) values
        ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'admin'),
        ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001', 'admin');
      insert into customer (id, organisation_id, cartoncloud_id, name) values
        ('00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-000000000001', gen_random_uuid(), 'C');
      insert into integration (id, organisation_id, customer_id, name) values
        ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000004', 'I');
      insert into order_link (organisation_id, customer_id, integration_id, receipt_id, state, outbound_order_id,
        receipt_read_at, receipt_status, receipt_created_at, receipt_updated_at, item_quantity) values
        ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000004',
        '00000000-0000-4000-8000-000000000005', '1', 'created', gen_random_uuid(), now(), 'paid', now(), now(), 1)`);
  }

  const seen = async () => {
    const [row] = await sql`select
      (select count(*)::int from membership where disabled_at is not null) as disabled,
      (select count(*)::int from user_account where disabled_at is not null) as old,
      (select count(*)::int from order_link where look_again_at is not null) as looks`;
    return row;
  };

  it("reach every row through row security, as the owner of the tables who is no superuser", async () => {
    await older();
    const owner = `${name}_owner`;
    await sql.unsafe(`
      drop role if exists ${owner};
      create role ${owner} login password 'owner' nosuperuser nobypassrls;
      grant self_managed_integrations to ${owner} with admin option;
      grant create on database ${name} to ${owner};
      grant create, usage on schema public to ${owner};
      alter schema drizzle owner to ${owner};
      do $$ declare one record; begin
        for one in select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle') loop
          execute format('alter table %s owner to ${owner}', one.name);
        end loop;
        alter function keep_rows_apart owner to ${owner};
      end $$`);
    const asOwner = new URL(own);
    asOwner.username = owner;
    asOwner.password = "owner";
    await migrateDatabase(asOwner.href, { folder: migrationsOf(99) });
    expect(await seen()).toEqual({ disabled: 1, old: 0, looks: 1 });
    await sql.unsafe(
      `reassign owned by ${owner} to current_user; drop owned by ${owner}; drop role ${owner}`,
    );
  });

  it("would reach none by a connection that does not say whose rows it is about", async () => {
    await older();
    const role = `${name}_plain`;
    await sql.unsafe(`drop role if exists ${role}; create role ${role} nosuperuser nobypassrls;
      grant self_managed_integrations to ${role}; alter table membership owner to ${role}`);
    const unsaid = postgres(own.href, { max: 1, onnotice: () => {}, connection: { role } });
    expect(await unsaid`update membership set role = role`).toHaveProperty("count", 0);
    await unsaid.end();
    await sql.unsafe(
      `reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`,
    );
  });
});
