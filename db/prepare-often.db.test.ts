import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { env } from "@/server/env";
import { db } from "./client";
import { sqlState } from "./errors";
import { withinRowsOf } from "./row-scope";

const scope = {
  organisationId: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  role: "admin" as const,
  customerIds: [],
};
const ask = (what: string, value: number | string) =>
  db().execute<{ value: string }>(sql`select ${value}::int + 1 as value /* ${sql.raw(what)} */`);

/** Whether any connection of the pool keeps such a statement: transactions at once are on all of them. */
async function isKept(what: string): Promise<boolean> {
  const asked = sql`select 1 from pg_prepared_statements where statement like ${`%/* ${what} */`}`;
  const look = () => db().transaction((tx) => tx.execute(asked));
  const kept = await Promise.all(Array.from({ length: env().DATABASE_POOL }, look));
  return kept.some((rows) => rows.length > 0);
}

it("has prepared what is asked often, in and outside of transactions, and nothing else", async () => {
  await ask("seldom", 1);
  for (let time = 0; time < 12; time++) {
    expect(await ask("often", time)).toEqual([{ value: time + 1 }]);
    await withinRowsOf(scope, () => ask("often within rows", time));
    await db().transaction((tx) => tx.execute(sql`select ${time}::int /* often in one */`));
  }
  expect(await isKept("seldom")).toBe(false);
  for (const what of ["often", "often within rows", "often in one"])
    expect(await isKept(what), what).toBe(true);
});

it("goes on after a prepared statement that failed", async () => {
  for (let time = 0; time < 12; time++) await withinRowsOf(scope, () => ask("fails", time));
  for (let time = 0; time < 30; time++) {
    const failed = await withinRowsOf(scope, () => ask("fails", "x")).catch(sqlState);
    expect(failed).toBe("22P02");
    expect(await withinRowsOf(scope, () => ask("fails", time))).toEqual([{ value: time + 1 }]);
  }
});

it("serves readings of many requests at once, more than there are connections", async () => {
  const asked = Array.from({ length: 60 }, (_, nth) => withinRowsOf(scope, () => ask("many", nth)));
  const answers = await Promise.all(asked);
  expect(answers.map(([row]) => Number(row?.value))).toEqual(answers.map((_, nth) => nth + 1));
  const settings = await db().execute(sql`select current_setting('app.rows') as rows`);
  expect(settings).toEqual([{ rows: "all" }]);
});

it("refuses a change that hides in a reading", async () => {
  const hidden = sql`select lo_create(0)`;
  const failed = await withinRowsOf(scope, () => db().execute(hidden)).catch(sqlState);
  expect(failed).toBe("25006");
});

it("plans a reading that it keeps once, and not anew for the values of each request", async () => {
  for (let time = 0; time < 30; time++) await withinRowsOf(scope, () => ask("planned once", time));
  const asked = sql`select custom_plans::int as custom, generic_plans::int as generic
    from pg_prepared_statements where statement like ${"%/* planned once */"}`;
  const look = () =>
    db().transaction((tx) => tx.execute<Record<"custom" | "generic", number>>(asked));
  const plans = (await Promise.all(Array.from({ length: env().DATABASE_POOL }, look))).flat();
  expect(plans.length).toBeGreaterThan(0);
  // The one that it was first kept for was not known as kept when it was asked.
  expect(plans.reduce((sum, { custom }) => sum + custom, 0)).toBeLessThanOrEqual(1);
});
