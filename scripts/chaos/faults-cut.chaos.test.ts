import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
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

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms));
const endAllConnections = () =>
  outside`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;

/** What nobody caught while `work` ran: it ends a process that is not prepared for it. */
async function uncaughtDuring(work: () => Promise<unknown>): Promise<unknown[]> {
  const caught: unknown[] = [];
  const note = (error: unknown) => caught.push(String(error));
  const runners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").on("uncaughtException", note);
  try {
    await work();
    await wait(50);
  } finally {
    process.off("uncaughtException", note);
    for (const runner of runners) process.on("uncaughtException", runner);
  }
  return caught;
}

test("F33: transactions whose connection the server ends fail, the process lives, and the pool answers at once", async () => {
  const uncaught = await uncaughtDuring(async () => {
    const cut = Array.from({ length: 10 }, () =>
      db().transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        await wait(300);
        await tx.execute(sql`select 1`);
      }),
    );
    const ends = Promise.allSettled(cut);
    await wait(150);
    await endAllConnections();
    const settled = await Promise.race([ends, wait(2000)]);
    expect.soft(settled).toMatchObject(Array(10).fill({ status: "rejected" }));
    const asked = Promise.allSettled(
      Array.from({ length: 20 }, async () => db().execute(sql`select 1`)),
    );
    const answers = await Promise.race([asked, wait(2000)]);
    expect.soft(answers).toMatchObject(Array(20).fill({ status: "fulfilled" }));
  });
  expect(uncaught).toEqual([]);
});

test("F33: connections that the server ends in the midst of work are made anew, and nothing is lost", async () => {
  const [shop, other] = await world.begin(2);
  await world.place(shop, { count: 25 });
  if (other) await world.place(other, { count: 25 });
  const uncaught = await uncaughtDuring(async () => {
    for (let time = 0; time < 3; time++) {
      const work = passTime()
        .then(round)
        .catch(() => 0);
      for (let cut = 0; cut < 3; cut++) {
        await wait(40 + 30 * time);
        await endAllConnections();
      }
      await work;
    }
  });
  expect(uncaught).toEqual([]);
  expect(failures.length).toBeGreaterThan(0);
  expect(await world.settled()).toEqual([]);
  expect(await world.calls(routes.order)).toBeGreaterThanOrEqual(50);
});
