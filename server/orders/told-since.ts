import { and, eq, gt, ne } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { etsyWebhookDelivery } from "@/db/schema/integration";

/** Whether Etsy told of the shop after that instant: what a pull that ended there has not read. */
export async function toldSince(tx: Queryable, shopId: number | null, at: Date): Promise<boolean> {
  if (shopId === null) return false;
  const later = await tx
    .select({ id: etsyWebhookDelivery.id })
    .from(etsyWebhookDelivery)
    .where(
      and(
        eq(etsyWebhookDelivery.shopId, shopId),
        gt(etsyWebhookDelivery.receivedAt, at),
        // Most of these are told of our own doing; what a person shipped is read by the schedule.
        ne(etsyWebhookDelivery.eventType, "order.shipped"),
      ),
    )
    .limit(1);
  return later.length > 0;
}
