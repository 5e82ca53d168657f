import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";

/** Links whose outbound order is to be made, of whom nobody is at work and whose wait is over. */
const due = sql`${orderLink.state} in ('received', 'creating', 'unknown')
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

/** Organisations that have an order to make now. */
export async function organisationsWithOrdersDue(): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(sql`
    select distinct ${orderLink.organisationId} as id from ${orderLink}
    join ${integration} on ${integration.id} = ${orderLink.integrationId}
    where ${integration.status} = 'active' and ${due}
  `);
  return rows.map(({ id }) => id);
}
