import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";

const c = cartonCloudConnection;
/**
 * Turns are this much further apart than the limit asks: a post that is slow on its way must not come
 * within a minute of the thirtieth after it.
 */
const apart = 1.02;
/** Two posts are never closer than the limit asks by this much: thirty in a row then take more than a minute. */
const leastApart = 1.005;
/** Seconds between two posts of the organisation. */
const between = sql`${apart}::float8 * 60 / ${c.orderPostsPerMinute}`;
/** An order gets ready when its turn is at most this far off, in seconds: two turns. */
const near = sql`greatest(2 * ${between}, 0.5)`;
/** Those that got ready at the same moment all find a turn, so that none has asked CartonCloud in vain. */
const reach = 3;

/**
 * Milliseconds until an order of the organisation had better get ready to be posted; 0 when that is
 * now. Asks nobody outside, takes nothing.
 */
export async function turnInMs(organisationId: string): Promise<number> {
  const [turn] = await db().execute<{ wait: number; near: number }>(sql`
    select 1000 * extract(epoch from ${c.nextOrderPostAt} - now()) as wait, 1000 * ${near} as near
    from ${c} where ${c.organisationId} = ${organisationId}
  `);
  if (!turn || Number(turn.wait) <= Number(turn.near)) return 0;
  return Math.ceil(Number(turn.wait) - Number(turn.near) / 2);
}

/**
 * The organisation's next turn to post an order: CartonCloud takes 30 a minute per API user, evenly.
 * The row lock hands the turns out in order to all processes. Answers with milliseconds to wait and
 * whether the turn is taken; when it is too far off, none is taken. `apartMs` is how far apart
 * two posts have to be, at least.
 */
export async function takeOrderSlot(
  organisationId: string,
): Promise<{ taken: true; waitMs: number; apartMs: number } | { taken: false; waitMs: number }> {
  const rows = await db().execute<{ wait: number; apart: number }>(sql`
    update ${c} set next_order_post_at = greatest(now(), coalesce(next_order_post_at, now()))
      + make_interval(secs => ${between})
    where ${c.organisationId} = ${organisationId}
      and coalesce(${c.nextOrderPostAt}, now()) < now() + make_interval(secs => ${reach} * ${near})
    returning extract(epoch from next_order_post_at - make_interval(secs => ${between}) - now()) * 1000 as wait,
      ${leastApart}::float8 * 60000 / ${c.orderPostsPerMinute} as apart
  `);
  const [slot] = rows;
  return slot
    ? {
        taken: true,
        waitMs: Math.max(0, Math.ceil(Number(slot.wait))),
        apartMs: Number(slot.apart),
      }
    : { taken: false, waitMs: 6000 };
}
