import type { SQL } from "drizzle-orm";
import { and, desc, eq, sql } from "drizzle-orm";
import { beginsWith } from "@/db/begins-with";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { visibleIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { isIn } from "./is-in";
import type { OrderLinkPageInput } from "./schema";

/** What a list shows of an order link. */
export const listed = {
  id: orderLink.id,
  receiptId: orderLink.receiptId,
  state: orderLink.state,
  holdReason: orderLink.holdReason,
  skipReason: orderLink.skipReason,
  stopShipAt: orderLink.stopShipAt,
  lastError: orderLink.lastError,
  trackingAwaitedSince: orderLink.trackingAwaitedSince,
  receiptCreatedAt: orderLink.receiptCreatedAt,
  itemQuantity: orderLink.itemQuantity,
  totalMinor: orderLink.totalMinor,
  totalDivisor: orderLink.totalDivisor,
  currency: orderLink.currency,
  outboundOrderNumber: orderLink.outboundOrderNumber,
};

/** A text without digits finds nothing. */
const digitsOf = (text: string) => text.replace(/\D/g, "") || "-";

/** So many digits leave a few thousand numbers at most. */
const tellingDigits = 7;

/** Those that begin with many digits are found first: the planner would walk a whole past for them. */
function withNumber(integrationId: string, digits: string): SQL {
  const fits = sql`${orderLink.customerId} = (
    select ${integration.customerId} from ${integration} where ${integration.id} = ${integrationId})
    and ${beginsWith(orderLink.receiptId, digits)}`;
  return digits.length < tellingDigits
    ? fits
    : sql`${orderLink.id} in (select ${orderLink.id} from ${orderLink} where ${fits} offset 0)`;
}

/**
 * Order links of one integration, latest receipt first, 50 a page unless told; `next` leads on and is
 * null at the end. @throws DomainError not_found
 */
export async function listOrderLinks(scope: Scope, input: OrderLinkPageInput, pageSize = 50) {
  const { integrationId } = input;
  const [at, id] = input.before?.split("_") ?? [];
  const from = at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
  const found = db()
    .select({
      ...listed,
      // Kept as text: a Date would lose the microseconds that order links of one moment.
      atText: sql<string>`${orderLink.receiptCreatedAt}::text`,
    })
    .from(orderLink)
    .where(
      and(
        eq(orderLink.integrationId, integrationId),
        input.state ? isIn(input.state) : undefined,
        input.reason ? and(isIn("held"), eq(orderLink.holdReason, input.reason)) : undefined,
        input.receipt ? withNumber(integrationId, digitsOf(input.receipt)) : undefined,
        from
          ? sql`${orderLink.receiptCreatedAt} <= ${from.at}::timestamptz
              and (${orderLink.receiptCreatedAt} < ${from.at}::timestamptz or ${orderLink.id}::text < ${from.id})`
          : undefined,
      ),
    )
    .orderBy(desc(orderLink.receiptCreatedAt), desc(sql`${orderLink.id}::text`))
    .limit(pageSize + 1);
  const [rows] = await Promise.all([found, visibleIntegration(scope, integrationId)]);
  const links = rows.slice(0, pageSize);
  const last = links.at(-1);
  return {
    links: links.map(({ atText, ...link }) => link),
    next: rows.length > pageSize && last ? `${last.atText}_${last.id}` : null,
  };
}
