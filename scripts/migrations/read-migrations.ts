import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fromRoot } from "@/scripts/launcher/paths";
import type { Migration } from "./judge";

const journal = z.object({
  entries: z.array(z.object({ tag: z.string(), when: z.number() })),
});

/** `when` is the moment that drizzle-kit made it, in epoch ms: the name that the database knows it by. */
export type NumberedMigration = Migration & { when: number };

/** The migrations of a folder in their order. @throws Error when one is missing */
export function readMigrations(folder = fromRoot("db/migrations")): NumberedMigration[] {
  const text = readFileSync(join(folder, "meta", "_journal.json"), "utf8");
  return journal.parse(JSON.parse(text)).entries.map((entry) => ({
    ...entry,
    sql: readFileSync(join(folder, `${entry.tag}.sql`), "utf8"),
  }));
}
