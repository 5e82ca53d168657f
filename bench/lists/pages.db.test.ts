import postgres from "postgres";
import { beforeAll, expect, it } from "vitest";
import { appRole } from "@/db/client";
import { demoOrganisationId, seedDemo } from "@/db/seed";
import { asOwner } from "@/scripts/testing/as-owner";
import { testEnvironment } from "@/scripts/testing/environment";
import type { Statement } from "@/scripts/testing/watch-statements";
import { onEachStatement } from "@/scripts/testing/watch-statements";
import type { Asks } from "./asks";
import { openAsks } from "./asks";
import { seedHistory } from "./seed-history";

const few = 500;
const many = 20_000;
/** A whole table of the larger side is 700 pages and more; a page of a list, another level of an index, are few. */
const mostMore = 100;

const databaseUrl = () => process.env.DATABASE_URL ?? "";
const asked: Statement[] = [];

type Plan = { Plan: { "Shared Hit Blocks": number; "Shared Read Blocks": number } };

/** Pages of 8 kB that PostgreSQL looks at for one answer, as the product's role under row security. */
async function pagesOf(sql: postgres.Sql, ask: () => Promise<unknown>): Promise<number> {
  asked.length = 0;
  await ask();
  const statements = asked.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
  expect(statements.length).toBeGreaterThan(0);
  let pages = 0;
  for (const { text, params } of statements)
    await sql.begin(async (tx) => {
      await tx`select set_config('app.rows', 'own', true), set_config('app.customers', '', true),
        set_config('app.organisation', ${demoOrganisationId}, true)`;
      const explain = `explain (analyze, buffers, timing off, format json) ${text}`;
      const [row] = await tx.unsafe<{ "QUERY PLAN": Plan[] }[]>(explain, [...params] as never[]);
      const plan = row?.["QUERY PLAN"][0]?.Plan;
      if (!plan) throw new Error("There is no plan.");
      pages += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
    });
  return pages;
}

/** The asks of people, as they are on a past of so many order links. */
async function pastOf(links: number): Promise<Asks> {
  // The audit log lets nobody empty it, but for whoever may switch its triggers off.
  await asOwner(`set session_replication_role = replica;
    truncate order_link, order_link_event, shipment, pull, audit_entry, integration cascade`);
  const { "sweep: what is due": _, ...asks } = await openAsks(
    await seedHistory(databaseUrl(), links),
  );
  return asks;
}

let sql: postgres.Sql;
beforeAll(async () => {
  await seedDemo({
    databaseUrl: databaseUrl(),
    encryptionKeys: testEnvironment.ENCRYPTION_KEYS,
  });
  sql = postgres(databaseUrl(), { max: 1, onnotice: () => {}, connection: { role: appRole } });
  onEachStatement((statement) => asked.push(statement));
  return () => sql.end();
});

it("no list, filter, search or count looks at more of the database after years", async () => {
  const before: Record<string, number> = {};
  for (const [name, ask] of Object.entries(await pastOf(few)))
    before[name] = await pagesOf(sql, ask);
  const grown: Record<string, string> = {};
  for (const [name, ask] of Object.entries(await pastOf(many))) {
    const pages = await pagesOf(sql, ask);
    if (pages > (before[name] ?? 0) + mostMore) grown[name] = `${before[name]} to ${pages}`;
  }
  expect(grown).toEqual({});
});
