import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";

/** Links whose outbound order is to be made. */
export const toBeMade = sql`${orderLink.state} in ('received', 'creating', 'unknown')`;
/** Those at which nobody is at work and whose wait is over. */
const due = sql`${toBeMade}
  and (${orderLink.leaseUntil} is null or ${orderLink.leaseUntil} < now())
  and (${orderLink.nextAttemptAt} is null or ${orderLink.nextAttemptAt} <= now())`;

/**
 * Ids of the order links whose orders an organisation makes next, at most `most`. Its shops take
 * turns: who was served longest ago goes first, each with its oldest receipt, so that the long list
 * of one shop keeps no other from its few orders.
 */
export async function nextOrders(organisationId: string, most: number): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(sql`
    select waiting.id from ${integration}
    cross join lateral (
      select oldest.*, row_number() over (order by created) as nth from (
        select ${orderLink.id} as id, ${orderLink.receiptCreatedAt} as created from ${orderLink}
        where ${orderLink.integrationId} = ${integration.id} and ${due}
        order by ${orderLink.receiptCreatedAt} limit ${most}) as oldest) as waiting
    cross join lateral (
      select max(${orderLink.createSentAt}) as at from ${orderLink}
      where ${orderLink.integrationId} = ${integration.id}) as served
    where ${integration.organisationId} = ${organisationId} and ${integration.status} = 'active'
    order by waiting.nth, served.at nulls first, waiting.created limit ${most}
  `);
  return rows.map(({ id }) => id);
}

/**
 * Milliseconds until an organisation has an order to make: 0 when it has one now, null when none is
 * known. What another attempt is at is due when its lease ends, should it not be done by then.
 */
export async function nextDueInMs(organisationId: string): Promise<number | null> {
  const [row] = await db().execute<{ wait: string | null }>(sql`
    select 1000 * extract(epoch from min(greatest(now(), ${orderLink.leaseUntil}, ${orderLink.nextAttemptAt})) - now()) as wait
    from ${orderLink} join ${integration} on ${integration.id} = ${orderLink.integrationId}
    where ${integration.organisationId} = ${organisationId} and ${integration.status} = 'active' and ${toBeMade}
  `);
  return row?.wait == null ? null : Math.ceil(Number(row.wait));
}

/** Organisations that have an order to make now. */
export async function organisationsWithOrdersDue(): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(sql`
    select distinct ${orderLink.organisationId} as id from ${orderLink}
    join ${integration} on ${integration.id} = ${orderLink.integrationId}
    where ${integration.status} = 'active' and ${due}
  `);
  return rows.map(({ id }) => id);
}
