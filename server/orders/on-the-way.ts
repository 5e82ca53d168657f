import { and, eq, gt, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";

/** Events on the way for one shop, or found by one sweep for an organisation, at least. */
const leastOnTheWay = 100;

/**
 * Order links of one organisation that need an event on the way at a time: what CartonCloud takes of
 * it in three minutes. More events would only wait, and let the long list of one shop, which is
 * announced first, run before the few orders of the others.
 */
export const mostOnTheWay = sql<number>`greatest(${leastOnTheWay}, 3 * coalesce(${cartonCloudConnection.orderPostsPerMinute}, 0))`;

/** For how many more order links of an integration an event may be sent at once; the sweeper sends the others. */
export async function roomOnTheWay(
  tx: Transaction,
  integrationId: string,
  organisationId: string,
): Promise<number> {
  const queued = await tx.$count(
    orderLink,
    and(
      eq(orderLink.integrationId, integrationId),
      eq(orderLink.state, "received"),
      gt(orderLink.queuedUntil, new Date()),
    ),
  );
  const [most] = await tx
    .select({ most: mostOnTheWay })
    .from(cartonCloudConnection)
    .where(eq(cartonCloudConnection.organisationId, organisationId));
  return Math.max(0, Number(most?.most ?? leastOnTheWay) - queued);
}
