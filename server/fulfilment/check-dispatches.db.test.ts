import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { findDueWork } from "@/server/orders/due-work";
import { checkDispatches } from "./check-dispatches";

let world: World;
let organisationId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ organisationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await db()
    .update(cartonCloudConnection)
    .set({ dispatchPolledAt: new Date(), dispatchCursor: null });
});
const searches = async () => (await world.cartonCloud.journal(routes.search)).length;

describe("the poll for dispatches", () => {
  it("asks nothing while no order is out, one that has left and waits for a person among them", async () => {
    const order = await world.createdOrder();
    await world.etsy.fault({
      route: routes.tracking,
      when: "before",
      fault: { kind: "status", status: 403, body: { error: "no" } },
    });
    await world.onFloor(order.outboundOrderId, "dispatch", {});
    await world.letPollCome();
    await world.drive();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ holdReason: "tracking_refused" });
    await world.letPollCome();
    expect((await findDueWork()).dispatchChecks).toEqual([]);
    const before = await searches();
    expect(await checkDispatches(organisationId)).toEqual([]);
    expect(await searches()).toBe(before);
  });

  it("finds each of more dispatches than a page holds, once", async () => {
    await world.placeOrders({ count: 7 });
    await world.drive();
    await world.cartonCloud.control("PUT", "/settings", { maxPageSize: 3 });
    for (const { outboundOrderId } of await world.links())
      await world.onFloor(outboundOrderId ?? "", "dispatch", {});
    expect(await checkDispatches(organisationId)).toHaveLength(7);
    expect(await checkDispatches(organisationId)).toEqual([]);
  });
});
