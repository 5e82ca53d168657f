import { expect, test } from "vitest";
import { db } from "@/db/client";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { integration } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import { env } from "@/server/env";
import { readingStretch, readingsADay } from "./next-pull";
import { paceReadings } from "./pace-readings";

/** Hours since each shop's last new order. */
const idleHours = [0, 0.2, 1.5, 3, 4.5, 7, 100, 5000];

async function openShops(): Promise<string> {
  const [home] = await db().insert(organisation).values({ name: "Pace" }).returning();
  const organisationId = home?.id ?? "";
  const [owner] = await db()
    .insert(customer)
    .values({ organisationId, cartonCloudId: crypto.randomUUID(), name: "Pace" })
    .returning();
  const shop = { organisationId, customerId: owner?.id ?? "", name: "Pace" };
  const since = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const rows = await db()
    .insert(integration)
    .values([
      ...idleHours.map((hours) => ({
        ...shop,
        status: "active" as const,
        lastNewReceiptAt: since(hours),
      })),
      { ...shop, status: "active" as const, activatedAt: since(2) },
      { ...shop, status: "paused" as const, lastNewReceiptAt: since(0) },
    ])
    .returning({ id: integration.id });
  return rows[0]?.id ?? "";
}

const stretch = async () => {
  const [row] = await db().select({ stretch: etsyBudget.readingStretch }).from(etsyBudget);
  return row?.stretch ?? Number.NaN;
};

test("Shops are paced by what their rhythms ask for and what the app's day has left for reading", async () => {
  const integrationId = await openShops();
  const limitPerDay = 500;
  await db().insert(etsyBudget).values({ keystring: env().ETSY_KEYSTRING, limitPerDay });
  const quarter = new Date(Math.floor(Date.now() / 900_000) * 900_000);
  // Those of two days ago no longer count.
  await db()
    .insert(etsyCallCount)
    .values([
      { integrationId, quarter, calls: 130, readings: 30 },
      { integrationId, quarter: new Date(+quarter - 2 * 86_400_000), calls: 400, readings: 0 },
    ]);
  await paceReadings();
  const interval = env().PULL_INTERVAL_SECONDS;
  const planned = [...idleHours, 2].reduce(
    (sum, hours) => sum + 2 + readingsADay(interval, hours * 3_600_000),
    0,
  );
  const expected = readingStretch({ limitPerDay, otherCalls: 100, planned });
  expect(expected).toBeGreaterThan(2);
  expect(await stretch()).toBeCloseTo(expected, 1);

  await db().update(etsyBudget).set({ limitPerDay: 1_000_000 });
  await paceReadings();
  expect(await stretch()).toBe(1);
});
