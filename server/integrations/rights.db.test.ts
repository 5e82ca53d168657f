import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";
import { sellers } from "@/sandbox/demo";
import { adminOf } from "@/scripts/testing/admin-of";
import { openIntegration } from "@/scripts/testing/open-integration";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import type { Scope } from "@/server/people/scope";
import { readIntegration } from "./read-integration";

const restricted = sellers[2];
let world: World;
let admin: Scope;
let shop: typeof integration.$inferSelect;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.etsy.control("POST", "/reset", { empty: true });
  await world.clear();
  await db().delete(etsyConnection);
  await db().delete(integration);
  const first = await world.connect();
  admin = await adminOf(first.organisationId);
  const rules = first.orderCreation as { otherwise: { warehouseId: string } };
  const owner = { ...first, warehouseId: rules.otherwise.warehouseId };
  shop = await openIntegration(world.etsy, restricted, owner, new Date(Date.now() - 3_600_000));
});

const rights = async () => {
  const view = await readIntegration(admin, shop.id);
  return Object.fromEntries(view.rights.map(({ name, state }) => [name, state]));
};
const place = (spec: Record<string, unknown> = {}) =>
  world.etsy.control("POST", `/shops/${restricted.shopId}/receipts`, spec);
async function pull(): Promise<void> {
  await db()
    .update(integration)
    .set({ nextPullAt: new Date(0) });
  await world.drive();
}
const note = (values: Partial<typeof etsyConnection.$inferInsert>) =>
  db().update(etsyConnection).set(values).where(eq(etsyConnection.integrationId, shop.id));

it("knows nothing of addresses before the first order, and what a pull has seen of them after", async () => {
  expect(await rights()).toMatchObject({ "Buyers' addresses": "unknown" });
  await place({ status: "canceled" });
  await pull();
  expect(await rights()).toMatchObject({ "Buyers' addresses": "unknown" });
  await place();
  await pull();
  expect(await rights()).toMatchObject({ "Buyers' addresses": "no" });
});

it("does not take one missing address for a right that is gone", async () => {
  await note({ addressVisible: "yes" });
  await place();
  await pull();
  expect(await rights()).toMatchObject({ "Buyers' addresses": "yes" });
});

it("learns that addresses are shown although they were withheld at first", async () => {
  await db().update(etsyConnection).set({ addressVisible: "no" });
  await world.placeOrders({});
  await pull();
  const [other] = await db()
    .select()
    .from(etsyConnection)
    .where(eq(etsyConnection.addressVisible, "yes"));
  expect(other?.integrationId).not.toBe(shop.id);
  expect(await rights()).toMatchObject({ "Buyers' addresses": "no" });
});
