import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { integration, pull } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";

const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms));
let world: World;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId } = await world.connect());
});
afterAll(() => world.close());

const deadlocks = async () => {
  const rows = await db().execute<{ deadlocks: string }>(
    sql`select deadlocks from pg_stat_database where datname = current_database()`,
  );
  return Number(rows[0]?.deadlocks);
};

it("a page that a deadlock takes back is stored all the same, without reading it again", async () => {
  const [receiptId = ""] = await world.placeOrders();
  await world.drive();
  await db().update(orderLink).set({ receiptStatus: "open" });
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  const pullId = opened?.pullId ?? "";
  const before = await deadlocks();
  const pages = (await world.etsy.journal(routes.page)).length;
  // It takes the rows the other way round, and meets the page when that waits already.
  const rival = db().transaction(async (tx) => {
    await tx.select().from(orderLink).for("update");
    await pause(500);
    await tx.select().from(integration).where(eq(integration.id, integrationId)).for("update");
  });
  await pause(100);
  expect(await pullPage(pullId)).toMatchObject({ more: false, added: 0 });
  await rival;
  // More than one where the page was back before the rival woke.
  await expect.poll(deadlocks, { timeout: 15_000 }).toBeGreaterThan(before);
  const after = (await world.etsy.journal(routes.page)).length;
  expect(after).toBe(pages + 1);
  const [row] = await db().select().from(pull).where(eq(pull.id, pullId));
  expect(row?.state).toBe("succeeded");
  expect((await world.linkOf(receiptId))?.receiptStatus).toBe("Paid");
});

it("a transaction is begun again four times at most, and not at all for another reason", async () => {
  let tries = 0;
  const fail = (state: string) =>
    inTransaction(async (tx) => {
      tries += 1;
      await tx.execute(
        sql.raw(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`),
      );
    });
  await expect(fail("40001")).rejects.toThrow();
  expect(tries).toBe(4);
  await expect(fail("23514")).rejects.toThrow();
  expect(tries).toBe(5);
});
