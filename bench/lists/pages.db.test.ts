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

/** A statement is planned for its values, or once for all values as soon as it is kept prepared. */
const ways = ["force_custom_plan", "force_generic_plan"] as const;

const literal = (value: unknown): string =>
  value === null
    ? "null"
    : `'${String(value instanceof Date ? value.toISOString() : value).replaceAll("'", "''")}'`;

/** Pages of 8 kB that PostgreSQL looks at for one answer, as the product's role under row security. */
async function pagesOf(sql: postgres.Sql, ask: () => Promise<unknown>): Promise<number[]> {
  asked.length = 0;
  await ask();
  const statements = asked.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
  expect(statements.length).toBeGreaterThan(0);
  return Promise.all(ways.map((way) => pagesBy(sql, statements, way)));
}

async function pagesBy(
  sql: postgres.Sql,
  statements: readonly Statement[],
  way: (typeof ways)[number],
): Promise<number> {
  let pages = 0;
  for (const { text, params } of statements)
    await sql.begin(async (tx) => {
      await tx`select set_config('app.rows', 'own', true), set_config('app.customers', '', true),
        set_config('app.organisation', ${demoOrganisationId}, true),
        set_config('plan_cache_mode', ${way}, true)`;
      await tx.unsafe(`prepare counted as ${text}`);
      const values = params.length > 0 ? `(${params.map(literal).join(", ")})` : "";
      const [row] = await tx.unsafe<{ "QUERY PLAN": Plan[] }[]>(
        `explain (analyze, buffers, timing off, format json) execute counted${values}`,
      );
      await tx.unsafe("deallocate counted");
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
  const before: Record<string, number[]> = {};
  for (const [name, ask] of Object.entries(await pastOf(few)))
    before[name] = await pagesOf(sql, ask);
  const grown: Record<string, string> = {};
  for (const [name, ask] of Object.entries(await pastOf(many))) {
    for (const [way, pages] of (await pagesOf(sql, ask)).entries()) {
      const short = before[name]?.[way] ?? 0;
      if (pages > short + mostMore) grown[`${name}, ${ways[way]}`] = `${short} to ${pages}`;
    }
  }
  expect(grown).toEqual({});
});
