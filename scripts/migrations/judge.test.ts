import { describe, expect, it } from "vitest";
import { judgeMigration } from "./judge";
import { readMigrations } from "./read-migrations";

/** The last one before the rule: nothing was in use yet. */
const lastBefore = "0014_order_turns";

const first = { tag: "0000_first", sql: 'create table "order_link" ("id" uuid primary key);' };
const added = {
  tag: "0001_check",
  sql: `alter table "order_link" add constraint "shop_there" check ("shop" is not null) not valid;
    alter table "order_link" add constraint "other" check ("other" is not null) not valid;`,
};
const validated = {
  tag: "0002_validated",
  sql: 'ALTER TABLE "order_link" VALIDATE CONSTRAINT "shop_there";',
};
const earlier = [first, added, validated];
const judge = (sql: string) => judgeMigration({ tag: "0003_new", sql }, earlier);
const contract = "-- contract of 0000_first: no process has read it since version 1.4.\n";
const data = "-- data: at most one row for each organisation, and both versions read it alike.\n";

describe("a migration beside a running version", () => {
  const safe: [string, string][] = [
    [
      "a column that may be empty",
      'ALTER TABLE "order_link" ADD COLUMN "look_again_at" timestamp with time zone;',
    ],
    [
      "a column with a constant default",
      `ALTER TABLE "public"."order_link" ADD COLUMN "phase" text DEFAULT 'due' NOT NULL;`,
    ],
    [
      "a type with a comma in it",
      `alter table "order_link" add column "price" numeric(8, 2) default '1,5';`,
    ],
    [
      "a column that begins now",
      'alter table "order_link" add column "seen" timestamp default now() not null;',
    ],
    [
      "a new table with all that belongs to it",
      `CREATE TABLE "note" ("id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL, "order_link_id" uuid);
       ALTER TABLE "note" ADD CONSTRAINT "note_fk" FOREIGN KEY ("order_link_id") REFERENCES "public"."order_link"("id");
       CREATE UNIQUE INDEX "note_once" ON "note" USING btree ("order_link_id");
       CREATE TRIGGER "note_stays" BEFORE UPDATE OF "id" ON "note" FOR EACH ROW EXECUTE FUNCTION "refuse"();
       select keep_rows_apart('public.note'::regclass);`,
    ],
    [
      "an index made beside the work",
      'CREATE INDEX CONCURRENTLY "order_link_x" ON "order_link" USING btree ("id");',
    ],
    [
      "a foreign key of a new empty column, not validated",
      `alter table "order_link" add column "note_id" uuid;
       alter table "order_link" add constraint "n" foreign key ("note_id") references "note"("id") not valid;`,
    ],
    [
      "the validation of an earlier constraint",
      'alter table "order_link" validate constraint "shop_there";',
    ],
    [
      "a new function",
      "create function f() returns void language plpgsql as $x$ begin drop table a; end $x$;",
    ],
    [
      "words in comments and texts",
      "-- drop table order_link;\n/* rename */ comment on table order_link is 'drop table; -- x';",
    ],
    [
      "what is taken away in the contract phase",
      `${contract}alter table "order_link" drop column "old";`,
    ],
    ["a table that goes in the contract phase", `${contract}drop table "note";`],
    [
      "not null behind a validated check",
      `${contract}alter table "order_link" alter column "shop" set not null;`,
    ],
    [
      "an index that goes beside the work",
      `${contract}drop index concurrently if exists "order_link_x";`,
    ],
    [
      "a few rows in a migration of their own",
      `${data}update "organisation" set "time_zone" = 'UTC' where "time_zone" = '';`,
    ],
  ];
  it.each(safe)("lets through %s", (_, sql) => {
    expect(judge(sql)).toEqual([]);
  });

  const planted: [string, string, RegExp][] = [
    ["a dropped column", 'ALTER TABLE "order_link" DROP COLUMN "attempts";', /takes away/],
    ["a dropped table", 'DROP TABLE "pull";', /takes away/],
    [
      "a dropped table with what hangs on it",
      `${contract}drop table "pull" cascade;`,
      /not known to be safe/,
    ],
    ["a dropped constraint", 'ALTER TABLE "order_link" DROP CONSTRAINT "one";', /takes away/],
    [
      "a renamed column",
      `${contract}ALTER TABLE "order_link" RENAME COLUMN "a" TO "b";`,
      /not known to be safe/,
    ],
    [
      "a renamed table",
      `${contract}ALTER TABLE "order_link" RENAME TO "links";`,
      /not known to be safe/,
    ],
    [
      "another type",
      `${contract}ALTER TABLE "order_link" ALTER COLUMN "n" SET DATA TYPE bigint;`,
      /not known to be safe/,
    ],
    [
      "not null without a check",
      `${contract}alter table "order_link" alter column "free" set not null;`,
      /not known to be safe/,
    ],
    [
      "not null behind a check not validated",
      `${contract}alter table "order_link" alter column "other" set not null;`,
      /not known to be safe/,
    ],
    [
      "not null outside the contract phase",
      'alter table "order_link" alter column "shop" set not null;',
      /takes away/,
    ],
    [
      "null where the running version expects a value",
      'alter table "order_link" alter column "id" drop not null;',
      /takes away/,
    ],
    [
      "an index under a lock",
      'CREATE INDEX "order_link_x" ON "order_link" USING btree ("id");',
      /not known to be safe/,
    ],
    [
      "a unique index that the running version may break",
      'create unique index concurrently "u" on "order_link" ("id");',
      /takes away/,
    ],
    [
      "an index dropped under a lock",
      `${contract}DROP INDEX "order_link_x";`,
      /not known to be safe/,
    ],
    [
      "a column that must be filled",
      'ALTER TABLE "order_link" ADD COLUMN "shop" text NOT NULL;',
      /does not fill/,
    ],
    [
      "a column that differs by row",
      'alter table "order_link" add column "key" uuid default gen_random_uuid() not null;',
      /rewrites/,
    ],
    [
      "a counted column",
      'alter table "order_link" add column "n" bigint generated always as identity;',
      /rewrites/,
    ],
    [
      "a column with its constraint",
      'alter table "order_link" add column "a" uuid references "note"("id");',
      /reads the whole table/,
    ],
    [
      "a foreign key that is validated at once",
      'alter table "order_link" add constraint "n" foreign key ("a") references "note"("id");',
      /not known to be safe/,
    ],
    [
      "a foreign key of columns in use",
      'alter table "order_link" add constraint "n" foreign key ("a") references "note"("id") not valid;',
      /takes away/,
    ],
    [
      "a validation under the lock of its own ADD",
      `alter table "order_link" add column "a" uuid;
       alter table "order_link" add constraint "n" foreign key ("a") references "note"("id") not valid;
       alter table "order_link" validate constraint "n";`,
      /later migration/,
    ],
    [
      "a function that changes under the running version",
      "create or replace function f() returns void language sql as 'select 1';",
      /takes away/,
    ],
    [
      "a trigger on a table in use",
      'create trigger "t" before insert on "order_link" for each row execute function f();',
      /takes away/,
    ],
    ["another policy", 'alter policy own_rows on "order_link" using (true);', /takes away/],
    ["rows changed on the way", 'update "order_link" set "state" = null;', /migration of its own/],
    [
      "rows changed under the lock of another statement",
      `${data}alter table "order_link" add column "a" text; update "order_link" set "a" = 'x';`,
      /holds nothing else/,
    ],
    [
      "rows changed without a reason",
      '-- data: ok\nupdate "order_link" set "state" = null;',
      /says why/,
    ],
    ["what cannot be read", "do $$ begin drop table order_link; end $$;", /not known to be safe/],
    [
      "what cannot be read, called the contract phase",
      `${contract}do $$ begin null; end $$;`,
      /not known to be safe/,
    ],
    ["a lock", `${contract}lock table "order_link";`, /not known to be safe/],
    ["an emptied table", `${contract}truncate "pull";`, /not known to be safe/],
    [
      "the contract phase of nothing",
      '-- contract of 0009_people: no process has read it since 1.4.\ndrop table "a";',
      /no earlier migration/,
    ],
    [
      "a contract phase without a reason",
      '-- contract of 0000_first: done\ndrop table "a";',
      /Say why/,
    ],
    [
      "an index beside the work within a transaction",
      'alter table "order_link" add column "a" text; create index concurrently "x" on "order_link" ("a");',
      /migration of their own/,
    ],
    [
      "a fault behind a comment",
      '/* note */ -- x\nALTER TABLE "order_link" /* y */ DROP COLUMN "a";',
      /takes away/,
    ],
    [
      "a fault after a text with a semicolon",
      `comment on table a is 'x; y'; drop table "pull";`,
      /takes away/,
    ],
    [
      "a second change in one statement",
      'alter table "order_link" add column "a" numeric(8, 2), drop column "b";',
      /one change a statement/,
    ],
    ["nothing", "-- to do", /no statement/],
  ];
  it.each(planted)("refuses %s", (_, sql, words) => {
    expect(judge(sql).join("\n")).toMatch(words);
  });
});

describe("the migrations of db/migrations", () => {
  const migrations = readMigrations();

  it("are safe beside the version before", () => {
    const from = migrations.findIndex(({ tag }) => tag === lastBefore) + 1;
    expect(from).toBe(15);
    const faults = migrations
      .slice(from)
      .flatMap((one, index) => judgeMigration(one, migrations.slice(0, from + index)));
    expect(faults).toEqual([]);
  });

  it("would not all have been before the rule was there", () => {
    const refused = migrations
      .slice(0, 15)
      .filter((one, index) => judgeMigration(one, migrations.slice(0, index)).length > 0)
      .map(({ tag }) => tag.slice(0, 4));
    expect(refused).toEqual(expect.arrayContaining(["0002", "0003", "0008", "0011"]));
    expect(refused).not.toContain("0006");
  });

  it("are applied in the order of their numbers", () => {
    const times = migrations.map(({ when }) => when);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(migrations.map(({ tag }) => Number(tag.slice(0, 4)))).toEqual(times.map((_, at) => at));
  });
});
