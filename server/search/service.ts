import type { SQL } from "drizzle-orm";
import { and, asc, desc, eq, ilike, inArray, isNull, like, ne, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { beginsWith, inBytes } from "@/db/begins-with";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { customer } from "@/db/schema/organisation";
import { endingOf } from "@/server/orders/fill-endings";
import type { Scope } from "@/server/people/scope";
import type { SearchHit } from "./schema";

const perKind = 6;

/** The text as a literal inside a LIKE pattern. */
const literal = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Limits rows to the person's organisation, and a customer user's to their own customers. */
const within = (scope: Scope, organisationId: PgColumn, customerId: PgColumn) =>
  and(
    eq(organisationId, scope.organisationId),
    scope.role === "admin" ? undefined : inArray(customerId, [...scope.customerIds]),
  );

async function customers(scope: Scope, text: string): Promise<SearchHit[]> {
  const rows = await db()
    .select({ id: customer.id, name: customer.name })
    .from(customer)
    .where(
      and(
        within(scope, customer.organisationId, customer.id),
        ilike(customer.name, `%${literal(text)}%`),
      ),
    )
    .orderBy(asc(customer.name))
    .limit(perKind);
  return rows.map(({ id, name }) => ({
    kind: "customer",
    label: name,
    detail: "",
    href: `/integrations?customer=${id}`,
  }));
}

async function integrations(scope: Scope, text: string): Promise<SearchHit[]> {
  const pattern = `%${literal(text)}%`;
  const rows = await db()
    .select({ id: integration.id, name: integration.name, customerName: customer.name })
    .from(integration)
    .innerJoin(customer, eq(customer.id, integration.customerId))
    .where(
      and(
        within(scope, integration.organisationId, integration.customerId),
        ne(integration.status, "deleted"),
        or(ilike(integration.name, pattern), ilike(integration.etsyShopName, pattern)),
      ),
    )
    .orderBy(asc(integration.name))
    .limit(perKind);
  return rows.map(({ id, name, customerName }) => ({
    kind: "integration",
    label: name,
    detail: customerName,
    href: `/integrations/${id}`,
  }));
}

/** The latest of each customer whose number begins with a text, a few steps into an index each. */
const beginning = (scope: Scope, column: PgColumn, text: string): SQL =>
  sql`(select hit.id from ${customer} cross join lateral (
    select ${orderLink.id} from ${orderLink}
    where ${orderLink.customerId} = ${customer.id} and ${beginsWith(column, text)}
    order by ${inBytes(column)} desc limit ${perKind}) hit
    where ${within(scope, customer.organisationId, customer.id)})`;

/**
 * The latest receipts whose number ends in these digits: by the column of its last three, which row
 * security lets an index answer, or among the few that a version before stored without it.
 */
const ending = (scope: Scope, digits: string): SQL[] =>
  [eq(orderLink.receiptEnding, endingOf(digits)), isNull(orderLink.receiptEnding)].map(
    (found) => sql`(select ${orderLink.id} from ${orderLink}
      where ${within(scope, orderLink.organisationId, orderLink.customerId)} and ${found}
        and ${like(orderLink.receiptId, `%${digits}`)}
      order by ${orderLink.receiptCreatedAt} desc limit ${perKind})`,
  );

/**
 * Receipts by the beginning or the end of their number, outbound orders by the beginning of theirs.
 * Numbers of one week begin alike: their last three digits tell them apart soonest.
 */
async function orderLinks(scope: Scope, text: string): Promise<SearchHit[]> {
  const spellings = [...new Set([text, text.toUpperCase(), text.toLowerCase()])];
  const hits = [
    beginning(scope, orderLink.receiptId, text),
    ...spellings.map((one) => beginning(scope, orderLink.outboundOrderNumber, one)),
    ...(/^\d{3,}$/.test(text) ? ending(scope, text) : []),
  ];
  const rows = await db()
    .select({
      id: orderLink.id,
      integrationId: orderLink.integrationId,
      receiptId: orderLink.receiptId,
      outboundOrderId: orderLink.outboundOrderId,
      outboundOrderNumber: orderLink.outboundOrderNumber,
      integrationName: integration.name,
    })
    .from(orderLink)
    .innerJoin(integration, eq(integration.id, orderLink.integrationId))
    .where(
      and(
        within(scope, orderLink.organisationId, orderLink.customerId),
        // One set of ids: several of them joined by "or" would be compared with every row.
        sql`${orderLink.id} in (${sql.join(hits, sql` union `)})`,
      ),
    )
    .orderBy(desc(orderLink.receiptCreatedAt))
    .limit(perKind);
  return rows.flatMap((row) => {
    const href = `/integrations/${row.integrationId}/orders/${row.id}`;
    const receipt: SearchHit = {
      kind: "receipt",
      label: row.receiptId,
      detail: row.integrationName,
      href,
    };
    if (!row.outboundOrderId) return [receipt];
    const order: SearchHit = {
      kind: "order",
      label: row.outboundOrderNumber ?? row.receiptId,
      detail: `reference ${row.receiptId}`,
      href: `${href}#outbound-order`,
    };
    return [receipt, order];
  });
}

/** What the person may see of customers, integrations, receipts and outbound orders that fit a text. */
export async function find(scope: Scope, text: string): Promise<SearchHit[]> {
  const groups = await Promise.all([
    customers(scope, text),
    integrations(scope, text),
    orderLinks(scope, text),
  ]);
  return groups.flat();
}
