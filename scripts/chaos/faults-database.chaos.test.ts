import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/health/route";
import { db } from "@/db/client";
import { routes } from "@/scripts/testing/routes";
import { round } from "./drain";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

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
  const busy = Array.from({ length: 10 }, async () => db().execute(sql`select pg_sleep(3)`));
  const work = round();
  const health = () => GET(new Request("http://localhost/api/health?pages"));
  const answer = await health();
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.json()).toMatchObject({ database: "not reachable" });
  await Promise.all(busy);
  await work;
  expect(await health()).toMatchObject({ status: 200 });
  expect(await world.settled()).toEqual([]);
});
