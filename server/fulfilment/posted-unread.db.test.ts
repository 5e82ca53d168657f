import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { etsyConnection } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { etsyReceipt } from "@/server/etsy/fixtures";

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.connect();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

it.each([403, 429])(
  "a parcel that Etsy took and does not show stays sent when the reading after it is refused with %i",
  async (status) => {
    const [receiptId = ""] = await world.placeOrders({ address: { country: "DE", state: null } });
    await world.drive();
    const orderId = (await world.linkOf(receiptId))?.outboundOrderId;
    await world.cartonCloud.control("POST", `/orders/${orderId}/dispatch`, {
      parcels: [{ carrier: "DHL", tracking: "JD0301" }],
    });
    await world.etsy.control("DELETE", "/journal");
    await world.etsy.fault({
      route: routes.tracking,
      when: "before",
      times: 1,
      fault: { kind: "status", status: 200, body: etsyReceipt({ receipt_id: Number(receiptId) }) },
    });
    await world.etsy.fault({
      route: routes.receipt,
      when: "before",
      nth: 2,
      times: 1,
      fault: { kind: "status", status, body: { error: "Not now" } },
    });
    await world.letPollCome();
    await world.drive({ rounds: 2 });
    const [parcel] = await db().select().from(shipment);
    expect(parcel?.state).toBe("sending");
    const [connection] = await db().select().from(etsyConnection);
    expect(connection?.trackingAllowed).not.toBe("no");
    await db().update(orderLink).set({ nextAttemptAt: null });
    await world.drive({ rounds: 2 });
    expect(await world.etsy.journal(routes.tracking)).toHaveLength(1);
  },
);
