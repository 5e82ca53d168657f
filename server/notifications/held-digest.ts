import { and, desc, eq, lte, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notification } from "@/db/schema/notification";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { notify } from "./notify";
import { notificationData } from "./schema";

/** Least time between two digests of an integration, in milliseconds. */
const betweenMs = 3_600_000;
/**
 * Holds younger than this wait for the next digest, in milliseconds. An event bears the time at
 * which its transaction began and is seen when that ended; none takes this long.
 */
const settleMs = 60_000;

/**
 * Has people told of orders that were held since the last digest of their integration and still
 * are, at most once an hour for each integration. Of two runs at once one is kept.
 * @returns how many digests are new.
 */
export async function noteHeldOrders(now: Date = new Date()): Promise<number> {
  const holding = await db()
    .selectDistinct({
      organisationId: orderLink.organisationId,
      integrationId: orderLink.integrationId,
    })
    .from(orderLink)
    .where(eq(orderLink.state, "held"));
  let noted = 0;
  for (const one of holding) if (await noteIntegration(one, now)) noted++;
  return noted;
}

async function noteIntegration(
  { organisationId, integrationId }: { organisationId: string; integrationId: string },
  now: Date,
): Promise<boolean> {
  const [last] = await db()
    .select()
    .from(notification)
    .where(and(eq(notification.integrationId, integrationId), eq(notification.kind, "orders_held")))
    .orderBy(desc(notification.createdAt))
    .limit(1);
  if (last && now.getTime() - last.createdAt.getTime() < betweenMs) return false;
  const toldUpTo = last && notificationData.orders_held.safeParse(last.data).data?.upTo;
  const upTo = new Date(now.getTime() - settleMs);
  const heldAt = sql`max(${orderLinkEvent.at})`;
  const held = await db()
    .select({
      reason: orderLink.holdReason,
      fresh: sql<boolean>`${heldAt} > ${toldUpTo ?? "-infinity"}::timestamptz`,
    })
    .from(orderLink)
    .innerJoin(
      orderLinkEvent,
      and(eq(orderLinkEvent.orderLinkId, orderLink.id), eq(orderLinkEvent.kind, "hold")),
    )
    .where(
      and(
        eq(orderLink.integrationId, integrationId),
        eq(orderLink.state, "held"),
        lte(orderLinkEvent.at, upTo),
      ),
    )
    .groupBy(orderLink.id);
  const counts: Record<string, number> = {};
  for (const { reason, fresh } of held)
    if (fresh) counts[reason ?? "unknown"] = (counts[reason ?? "unknown"] ?? 0) + 1;
  if (Object.keys(counts).length === 0) return false;
  return notify(db(), {
    organisationId,
    integrationId,
    kind: "orders_held",
    data: { counts, heldNow: held.length, upTo: upTo.toISOString() },
    occurrence: `orders_held:${integrationId}:${last?.id ?? "first"}`,
  });
}
