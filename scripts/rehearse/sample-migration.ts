import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "@/scripts/launcher/paths";
import { judgeMigration } from "@/scripts/migrations/judge";
import { readMigrations } from "@/scripts/migrations/read-migrations";

const expanding = {
  "9000_rehearsal": `
    create table "rehearsal_note" ("id" uuid primary key default gen_random_uuid() not null,
      "organisation_id" uuid not null, "order_link_id" uuid not null);
    alter table "rehearsal_note" add constraint "rehearsal_note_link" foreign key ("organisation_id", "order_link_id")
      references "order_link"("organisation_id", "id");
    select keep_rows_apart('public.rehearsal_note'::regclass);
    alter table "order_link" add column "rehearsal" text default 'none' not null;
    alter table "integration" add column "rehearsal_id" uuid;
    alter table "integration" add constraint "integration_rehearsal" foreign key ("rehearsal_id")
      references "rehearsal_note"("id") not valid;
    alter table "user_session" add column "rehearsal" text;`,
  "9001_rehearsal_index": `
    create index concurrently "order_link_rehearsal" on "order_link" ("organisation_id", "rehearsal");`,
  "9002_rehearsal_check": `alter table "integration" validate constraint "integration_rehearsal";`,
};

/** A folder of this version's migrations and of some that every version here can live with. @returns the tags that are new */
export function sampleMigrations(folder: string): string[] {
  cpSync(fromRoot("db/migrations"), folder, { recursive: true });
  const journal = join(folder, "meta", "_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8")) as { entries: object[] };
  const more = Object.entries(expanding).map(([tag, sql], index) => {
    writeFileSync(join(folder, `${tag}.sql`), sql);
    return { idx: entries.length + index, tag, when: 9_000_000_000_000 + index };
  });
  writeFileSync(journal, JSON.stringify({ ...rest, entries: [...entries, ...more] }));
  const all = readMigrations(folder);
  const faults = all
    .slice(entries.length)
    .flatMap((one, index) => judgeMigration(one, all.slice(0, entries.length + index)));
  if (faults.length > 0) throw new Error(`The sample breaks the rule: ${faults.join(" ")}`);
  return more.map(({ tag }) => tag);
}
