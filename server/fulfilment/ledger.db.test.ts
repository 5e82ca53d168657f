import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { orderLink, shipment } from "@/db/schema/order-link";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { claimOrderLink } from "@/server/orders/claim";
import { markTold } from "./ledger";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.connect();
});
afterAll(() => world.close());

it("a parcel is marked as told behind whoever holds its order, who may change the parcel meanwhile", async () => {
  const [receiptId = ""] = await world.placeOrders();
  await world.drive();
  const link = await world.linkOf(receiptId);
  if (!link) throw new Error("The order was not imported.");
  await db().update(orderLink).set({ state: "dispatched" }).where(eq(orderLink.id, link.id));
  const [parcel] = await db()
    .insert(shipment)
    .values({
      organisationId: link.organisationId,
      orderLinkId: link.id,
      trackingCode: "1",
      trackingKey: "1",
      state: "sending",
    })
    .returning();
  const claim = await claimOrderLink(link.id, ["dispatched"]);
  if (!claim || !parcel) throw new Error("The order cannot be claimed.");

  const own = eq(shipment.id, parcel.id);
  let marked: Promise<void> | undefined;
  await db().transaction(async (tx) => {
    await tx.select().from(orderLink).where(eq(orderLink.id, link.id)).for("update");
    marked = markTold(claim, parcel, "parcel.told");
    await new Promise((resume) => setTimeout(resume, 200));
    await tx.update(shipment).set({ carrier: "By a person" }).where(own);
  });
  await marked;
  const [now] = await db().select().from(shipment).where(own);
  expect(now).toMatchObject({ state: "told", carrier: "By a person" });
});
