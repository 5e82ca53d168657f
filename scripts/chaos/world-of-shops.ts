import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { asOwner } from "@/scripts/testing/as-owner";
import { openWorld } from "@/scripts/testing/world";
import { checkInvariants } from "./check-invariants";
import { drain, failures } from "./drain";
import type { Shop } from "./shops";
import { openShop } from "./shops";
import type { SnapshotOptions } from "./snapshot";

type Json = Record<string, unknown>;

export type WorldOfShops = Awaited<ReturnType<typeof openWorldOfShops>>;

/** The stand-ins for a file of faults; `begin` starts every test in an empty world. */
export async function openWorldOfShops() {
  const world = await openWorld();
  const { etsy, cartonCloud, ordersOf } = world;
  return {
    ...world,
    /** An empty world with this many shops, each an integration of its own. */
    async begin(
      count = 1,
      changes: Parameters<typeof openShop>[2] = {},
    ): Promise<[Shop, ...Shop[]]> {
      await world.emptyStandIns();
      await asOwner("truncate integration, etsy_webhook_delivery cascade");
      await world.forgetQuota();
      await db().update(cartonCloudConnection).set({
        status: "connected",
        lastError: null,
        accessTokenSealed: null,
        accessTokenExpiresAt: null,
        orderPostsPerMinute: 60_000,
        nextOrderPostAt: null,
        dispatchCursor: null,
      });
      failures.length = 0;
      const first = await openShop(etsy, 0, changes);
      const others = [];
      for (let index = 1; index < count; index++) others.push(await openShop(etsy, index, changes));
      return [first, ...others];
    },
    async place(shop: Shop, spec: Json = {}): Promise<string[]> {
      const placed = await etsy.control("POST", `/shops/${shop.shopId}/receipts`, spec);
      return (placed.receipt_ids as number[]).map(String);
    },
    rowOf: async (shop: Shop) => {
      const [row] = await db().select().from(integration).where(eq(integration.id, shop.id));
      if (!row) throw new Error("The integration is not there.");
      return row;
    },
    /** The warehouse sends the order of a receipt, in these parcels or in one of its own making. */
    async dispatch(receiptId: string, parcels?: Json[]): Promise<void> {
      const [found] = await ordersOf(receiptId);
      await cartonCloud.control(
        "POST",
        `/orders/${found?.order.id}/dispatch`,
        parcels && { parcels },
      );
    },
    calls: async (route: string) =>
      [...(await etsy.journal(route)), ...(await cartonCloud.journal(route))].length,
    /** Works until nothing is left, then judges the world; empty when all invariants hold. */
    async settled(options: SnapshotOptions = {}): Promise<string[]> {
      await drain();
      return checkInvariants(world, { drained: true, ...options });
    },
  };
}
