import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { OrderLinkRow } from "./order-link";

const c = cartonCloudConnection;
/** Seconds between two posts of the organisation. */
const between = sql`60.0 / ${c.orderPostsPerMinute}`;
/** An order gets ready when its turn is at most this far off, in seconds: two turns. */
const near = sql`greatest(2 * ${between}, 0.5)`;
/** Those that got ready at the same moment all find a turn, so that none has asked CartonCloud in vain. */
const reach = 3;
/** Older orders of a shop are counted up to this many: who has more before it asks again by then. */
const mostCounted = 1000;

/** Order links of active integrations that could be posted and have not failed. */
const waiting = sql`${orderLink.state} = 'received' and ${orderLink.createSentAt} is null
  and ${orderLink.outboundOrderId} is null and ${orderLink.lastError} is null`;

/**
 * How many orders of the organisation come before this one: shops take turns, each with its oldest
 * receipt first, so that the long list of one shop keeps no other from its few orders.
 */
function turnsBefore(
  row: Pick<OrderLinkRow, "organisationId" | "integrationId" | "receiptCreatedAt">,
) {
  const at = sql`${row.receiptCreatedAt.toISOString()}::timestamptz`;
  const own = sql`(select count(*) from (select 1 from ${orderLink}
    where ${orderLink.integrationId} = ${row.integrationId} and ${waiting}
      and ${orderLink.receiptCreatedAt} < ${at} limit ${mostCounted}) as older)`;
  return sql`(with own as (select ${own} as place)
    select (select place from own) + coalesce(sum(other.before), 0) from ${integration}
    cross join lateral (
      select count(*) filter (where nth <= (select place from own) or created < ${at}) as before
      from (select ${orderLink.receiptCreatedAt} as created,
          row_number() over (order by ${orderLink.receiptCreatedAt}) as nth
        from ${orderLink} where ${orderLink.integrationId} = ${integration.id} and ${waiting}
        order by ${orderLink.receiptCreatedAt} limit (select place + 1 from own)) as first) as other
    where ${integration.organisationId} = ${row.organisationId}
      and ${integration.status} = 'active' and ${integration.id} <> ${row.integrationId})`;
}

/**
 * Milliseconds until an order had better get ready to be posted; 0 when that is now. Who comes for the
 * first time lets all pass whose turn is before, and comes back when their turns are over. Who comes
 * back waits for the turns that are taken alone: whatever keeps another order from its turn does not
 * keep this one waiting. Asks nobody outside, takes nothing.
 */
export async function turnInMs(
  row: Pick<
    OrderLinkRow,
    "organisationId" | "integrationId" | "receiptCreatedAt" | "nextAttemptAt"
  >,
): Promise<number> {
  const before = row.nextAttemptAt === null ? turnsBefore(row) : sql`0`;
  const rows = await db().execute<{ wait: number; near: number }>(sql`
    select 1000 * (greatest(0, extract(epoch from ${c.nextOrderPostAt} - now()))
      + ${before} * ${between}) as wait, 1000 * ${near} as near
    from ${c} where ${c.organisationId} = ${row.organisationId}
  `);
  const [turn] = rows;
  if (!turn || Number(turn.wait) <= Number(turn.near)) return 0;
  return Math.ceil(Number(turn.wait) - Number(turn.near) / 2);
}

/**
 * The organisation's next turn to post an order: CartonCloud takes 30 a minute per API user, evenly.
 * The row lock hands the turns out in order to all processes. Answers with milliseconds to wait and
 * whether the turn is taken; when it is too far off, none is taken.
 */
export async function takeOrderSlot(
  organisationId: string,
): Promise<{ taken: boolean; waitMs: number }> {
  const rows = await db().execute<{ wait: number }>(sql`
    update ${c} set next_order_post_at = greatest(now(), coalesce(next_order_post_at, now()))
      + make_interval(secs => ${between})
    where ${c.organisationId} = ${organisationId}
      and coalesce(${c.nextOrderPostAt}, now()) < now() + make_interval(secs => ${reach} * ${near})
    returning extract(epoch from next_order_post_at - make_interval(secs => ${between}) - now()) * 1000 as wait
  `);
  const [slot] = rows;
  return slot
    ? { taken: true, waitMs: Math.max(0, Math.ceil(Number(slot.wait))) }
    : { taken: false, waitMs: 6000 };
}
