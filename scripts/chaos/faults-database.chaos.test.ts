import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { databaseReachable } from "@/server/health";
import { failures, passTime, round } from "./drain";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops, routes } from "./world-of-shops";

let world: WorldOfShops;
let outside: postgres.Sql;
beforeAll(async () => {
  world = await openWorldOfShops();
  outside = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await outside?.end();
  await world?.close();
});

const endAllConnections = () =>
  outside`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;

/** Lets writes to a table fail with an SQLSTATE, `times` times; a sequence counts on when they roll back. */
async function failWrites(table: string, code: string, times: number): Promise<void> {
  await outside.unsafe(`
    create sequence if not exists planted_count; alter sequence planted_count restart;
    create or replace function planted_failure() returns trigger language plpgsql as $$
    begin
      if nextval('planted_count') <= ${times} then raise exception 'planted' using errcode = '${code}'; end if;
      return coalesce(new, old);
    end $$;
    drop trigger if exists planted on ${table};
    create trigger planted before insert or update on ${table} for each row execute function planted_failure();
  `);
}

test("F33: connections that the server ends in the midst of work are made anew, and nothing is lost", async () => {
  const [shop, other] = await world.begin(2);
  await world.place(shop, { count: 25 });
  if (other) await world.place(other, { count: 25 });
  for (let time = 0; time < 6; time++) {
    await passTime();
    const work = round().catch(() => 0);
    for (let cut = 0; cut < 3; cut++) {
      await new Promise((resume) => setTimeout(resume, 40 + 30 * time));
      await endAllConnections();
    }
    await work;
  }
  expect(failures.length).toBeGreaterThan(0);
  expect(await world.settled()).toEqual([]);
  expect(await world.calls(routes.order)).toBeGreaterThanOrEqual(50);
});

const refusals = [
  ["F33", "a full disk", "53100", "order_link"],
  ["F33", "a full disk", "53100", "pull"],
  ["F34", "a serialization failure", "40001", "order_link"],
  ["F34", "a deadlock", "40P01", "order_link"],
  ["F34", "a deadlock", "40P01", "order_link_event"],
  ["F34", "a serialization failure", "40001", "integration"],
] as const;

test.each(refusals)(
  "%s: %s (%s) at writes to %s passes without loss",
  async (_, __, code, table) => {
    const [shop] = await world.begin();
    await world.place(shop, { count: 4 });
    await failWrites(table, code, 3);
    try {
      expect(await world.settled()).toEqual([]);
      const [{ count = 0 } = {}] =
        await outside`select last_value::int as count from planted_count`;
      expect(count).toBeGreaterThan(3);
      expect(await world.links()).toHaveLength(4);
      expect(await world.calls(routes.order)).toBe(4);
    } finally {
      await outside.unsafe(`drop trigger planted on ${table}`);
    }
  },
);

test("F35: while every connection is busy the health says so, work waits, and goes on afterwards", async () => {
  const [shop] = await world.begin();
  await world.place(shop, { count: 3 });
  const busy = Array.from({ length: 10 }, () => db().execute(sql`select pg_sleep(3)`));
  const work = round();
  expect(await databaseReachable()).toBe(false);
  await Promise.all(busy);
  await work;
  expect(await databaseReachable()).toBe(true);
  expect(await world.settled()).toEqual([]);
});
