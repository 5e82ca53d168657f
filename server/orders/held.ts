import type { SQL } from "drizzle-orm";
import { and, asc, desc, eq, inArray, lte, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { visibleIntegration } from "@/server/integrations/access";
import { warehouseNames, warehousesOf } from "@/server/organisations/warehouses";
import type { Scope } from "@/server/people/scope";
import { causeOf, skusOf } from "./held-selection";
import { bulkActionsOf } from "./hold-actions";
import { isIn } from "./is-in";
import { listed } from "./list";

const shownOfReason = 5;
const shownCauses = 10;

/** Orders that share what is wrong. An order that asks for two SKUs is counted under both. */
export type HeldCause = {
  /** Chooses these orders, as HeldSelection takes it. */
  cause: string;
  /** For an SKU the title of the line; otherwise the cause as people read it. */
  words: string;
  count: number;
  /** The oldest of them. */
  orderLinkId: string;
};

/** A list of texts is stored as JSON. */
function causeWords(cause: string): string {
  if (!cause.startsWith("[")) return cause;
  try {
    const parts: unknown = JSON.parse(cause);
    return Array.isArray(parts) ? parts.join(", ") : cause;
  } catch {
    return cause;
  }
}

/** Causes by reason, those of most orders first. */
async function causesOf(
  held: SQL | undefined,
  { organisationId }: Scope,
): Promise<Map<string, HeldCause[]>> {
  const oldest = sql<string>`(array_agg(${orderLink.id} order by ${orderLink.receiptCreatedAt}, ${orderLink.id}))[1]`;
  const [skus, others, names] = await Promise.all([
    db()
      .select({
        reason: orderLink.holdReason,
        cause: sql<string>`asked ->> 'sku'`,
        title: sql<string | null>`min(asked ->> 'title')`,
        count: sql<number>`count(distinct ${orderLink.id})::int`,
        orderLinkId: oldest,
      })
      .from(orderLink)
      .innerJoin(sql`lateral jsonb_array_elements(${skusOf}) asked`, sql`true`)
      .where(and(held, inArray(orderLink.holdReason, ["sku_missing", "sku_unknown"])))
      .groupBy(orderLink.holdReason, sql`asked ->> 'sku'`)
      .orderBy(desc(sql`count(distinct ${orderLink.id})`), sql`asked ->> 'sku'`),
    db()
      .select({
        reason: orderLink.holdReason,
        cause: sql<string>`${causeOf}`,
        count: sql<number>`count(*)::int`,
        orderLinkId: oldest,
      })
      .from(orderLink)
      .where(and(held, sql`${causeOf} is not null`))
      .groupBy(orderLink.holdReason, causeOf)
      .orderBy(desc(sql`count(*)`), causeOf),
    warehouseNames(organisationId),
  ]);
  const causes = new Map<string, HeldCause[]>();
  const note = (reason: string | null, cause: HeldCause) =>
    causes.set(reason ?? "", [...(causes.get(reason ?? "") ?? []), cause]);
  for (const { reason, title, ...one } of skus) note(reason, { ...one, words: title ?? "" });
  for (const { reason, ...one } of others)
    note(reason, { ...one, words: names.get(one.cause) ?? causeWords(one.cause) });
  return causes;
}

/** The first few orders of each reason, the oldest first. */
function oldestOf(held: SQL | undefined) {
  const ranked = db()
    .select({
      id: orderLink.id,
      place: sql<number>`row_number() over (
        partition by ${orderLink.holdReason} order by ${orderLink.receiptCreatedAt}, ${orderLink.id})`.as(
        "place",
      ),
    })
    .from(orderLink)
    .where(held)
    .as("ranked");
  const first = db().select({ id: ranked.id }).from(ranked).where(lte(ranked.place, shownOfReason));
  return db()
    .select(listed)
    .from(orderLink)
    .where(inArray(orderLink.id, first))
    .orderBy(asc(orderLink.receiptCreatedAt), asc(orderLink.id));
}

/**
 * Orders that wait for a person by reason, the oldest of each first, with what is wrong in particular
 * and the moment of this reading (UTC, the database's clock). @throws DomainError not_found
 */
export async function listHeld(scope: Scope, integrationId: string) {
  const held = and(eq(orderLink.integrationId, integrationId), isIn("held"));
  // One statement sees one state of things: what is held later does not pass for seen.
  const [reasons, causes, oldest] = await Promise.all([
    db()
      .select({
        reason: orderLink.holdReason,
        count: sql<number>`count(*)::int`,
        readAt: sql<Date>`now()`.mapWith(orderLink.createdAt),
      })
      .from(orderLink)
      .where(held)
      .groupBy(orderLink.holdReason)
      .orderBy(desc(sql`count(*)`), asc(orderLink.holdReason)),
    causesOf(held, scope),
    oldestOf(held),
    visibleIntegration(scope, integrationId),
  ]);
  return reasons.map(({ reason, count, readAt }) => {
    const own = causes.get(reason ?? "") ?? [];
    return {
      reason: reason ?? "",
      count,
      readAt,
      actions: bulkActionsOf(reason ?? ""),
      causes: own.slice(0, shownCauses),
      moreCauses: Math.max(0, own.length - shownCauses),
      links: oldest.filter(({ holdReason }) => holdReason === reason),
    };
  });
}

/** Warehouses that an integration's customer has access to. @throws DomainError not_found */
export async function listOwnWarehouses(scope: Scope, integrationId: string) {
  const { customerId } = await visibleIntegration(scope, integrationId);
  return warehousesOf(customerId);
}
