import { expect, test } from "vitest";
import { db } from "@/db/client";
import { etsyCallCount } from "@/db/schema/etsy-budget";
import { integration, pull } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import { forgetOldPulls } from "./forget-old-pulls";

test("Pulls are forgotten a month after they ended, counts of calls after the day that counts, and none that runs", async () => {
  const [home] = await db().insert(organisation).values({ name: "Past" }).returning();
  const organisationId = home?.id ?? "";
  const [owner] = await db()
    .insert(customer)
    .values({ organisationId, cartonCloudId: crypto.randomUUID(), name: "Past" })
    .returning();
  const [shop] = await db()
    .insert(integration)
    .values({ organisationId, customerId: owner?.id ?? "", name: "Past", status: "active" })
    .returning();
  const integrationId = shop?.id ?? "";
  const now = new Date();
  const daysAgo = (days: number) => new Date(+now - days * 86_400_000);
  const of = (days: number) => ({
    organisationId,
    integrationId,
    trigger: "schedule" as const,
    windowFrom: daysAgo(days),
    windowTo: daysAgo(days),
    startedAt: daysAgo(days),
  });
  await db()
    .insert(pull)
    .values([
      { ...of(31), state: "succeeded", finishedAt: daysAgo(31) },
      { ...of(40), state: "failed", finishedAt: daysAgo(40) },
      { ...of(29), state: "succeeded", finishedAt: daysAgo(29) },
      { ...of(60), state: "running" },
    ]);
  await db()
    .insert(etsyCallCount)
    .values([
      { integrationId, quarter: daysAgo(3), calls: 5 },
      { integrationId, quarter: daysAgo(1), calls: 7 },
    ]);

  expect(await forgetOldPulls(now)).toBe(2);
  const left = await db().select({ state: pull.state }).from(pull);
  expect(left.map(({ state }) => state).sort()).toEqual(["running", "succeeded"]);
  expect(await db().select().from(etsyCallCount)).toMatchObject([{ calls: 7 }]);
});
