import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";

/** A run waits this long for its turn by itself, in milliseconds; for longer it comes back. */
const longestWaitMs = 6000;

/**
 * The organisation's next turn to post an order: CartonCloud takes 30 a minute per API user, evenly.
 * The row lock hands the turns out in order to all processes. Answers with milliseconds to wait and
 * whether the turn is taken; when it is too far off, none is taken.
 */
export async function takeOrderSlot(
  organisationId: string,
): Promise<{ taken: boolean; waitMs: number }> {
  const c = cartonCloudConnection;
  const rows = await db().execute<{ wait: number }>(sql`
    update ${c} set next_order_post_at = greatest(now(), coalesce(next_order_post_at, now()))
      + make_interval(secs => 60.0 / order_posts_per_minute)
    where ${c.organisationId} = ${organisationId}
      and coalesce(${c.nextOrderPostAt}, now()) < now() + make_interval(secs => ${longestWaitMs / 1000}::float8)
    returning extract(epoch from next_order_post_at - make_interval(secs => 60.0 / order_posts_per_minute) - now()) * 1000 as wait
  `);
  const [slot] = rows;
  return slot
    ? { taken: true, waitMs: Math.max(0, Math.ceil(Number(slot.wait))) }
    : { taken: false, waitMs: longestWaitMs };
}
