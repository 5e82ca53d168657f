import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { takeOrderSlot } from "./order-slot";

let world: World;
let organisationId: string;
beforeAll(async () => {
  world = await openWorld();
  ({ organisationId } = await world.connect());
});
afterAll(() => world.close());

const ahead = async () => {
  const [row] = await db().select().from(cartonCloudConnection);
  return +(row?.nextOrderPostAt ?? 0);
};

it("F19: thirty turns take so much more than a minute that a slow post meets no later one, and lose 3 % at most", async () => {
  const soon = new Date(Date.now() + 1000);
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 30, nextOrderPostAt: soon });
  const [first, second] = [
    await takeOrderSlot(organisationId),
    await takeOrderSlot(organisationId),
  ];
  expect([first.taken, second.taken]).toEqual([true, true]);
  const betweenMs = ((await ahead()) - +soon) / 2;
  expect(30 * betweenMs).toBeGreaterThanOrEqual(61_000);
  expect(60_000 / betweenMs / 30).toBeGreaterThanOrEqual(0.97);
});

it("F19: hands turns to many at once one by one, and none that is too far off", async () => {
  await db().update(cartonCloudConnection).set({ orderPostsPerMinute: 30, nextOrderPostAt: null });
  const turns = await Promise.all(Array.from({ length: 30 }, () => takeOrderSlot(organisationId)));
  const waits = turns.flatMap(({ taken, waitMs }) => (taken ? [waitMs] : [])).sort((a, b) => a - b);
  expect(waits.length).toBeGreaterThan(3);
  expect(waits.length).toBeLessThan(10);
  for (const [index, wait] of waits.entries())
    if (index > 0) expect(wait - (waits[index - 1] ?? 0)).toBeGreaterThan(1500);
});
