import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { notification } from "@/db/schema/notification";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { healthFor, readFacts } from "@/server/integrations/facts";
import { watchSilence } from "./watch-silence";

let world: World;
let id: string;

beforeAll(async () => {
  world = await openWorld();
  id = (await world.connect()).id;
});
afterAll(() => world.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const kinds = async () => (await db().select().from(notification)).map(({ kind }) => kind);
const rowOf = async () => {
  const [row] = await db().select().from(integration).where(eq(integration.id, id));
  if (!row) throw new Error("The integration is gone.");
  return row;
};

it("a shop that falls silent is shown and told of once, until an order comes", async () => {
  await world.placeOrders({ count: 12 });
  await world.drive();
  expect(await watchSilence(hours(11))).toBe(0);
  expect(await kinds()).toEqual([]);

  expect(await watchSilence(hours(13))).toBe(1);
  expect(await watchSilence(hours(14))).toBe(1);
  expect(await kinds()).toEqual(["shop_silent"]);
  const facts = (await readFacts([id])).get(id);
  if (!facts) throw new Error("No facts.");
  expect(healthFor(await rowOf(), facts, new Date())).toMatchObject({
    state: "Needs attention",
    words: expect.stringContaining("No new order"),
  });

  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.placeOrders();
  await world.drive();
  expect(await watchSilence(new Date())).toBe(0);
  expect((await rowOf()).silentSince).toBeNull();
});
