import { and, desc, eq, gte, isNotNull, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { orderLink, skuAlias } from "@/db/schema/order-link";
import { userAccount } from "@/db/schema/people";
import { lineKey } from "./map-receipt";
import { openStoredReceipt } from "./order-link";

/** Orders whose receipts are opened to count, at most: they are sealed, so that SQL cannot. */
const mostOpened = 1000;

/** What an SKU is called by an earlier answer, and whose; null where nobody answered. */
export async function currentAlias(tx: Queryable, integrationId: string, sku: string) {
  const [row] = await tx
    .select({
      productCode: skuAlias.productCode,
      at: skuAlias.createdAt,
      by: userAccount.name,
    })
    .from(skuAlias)
    .leftJoin(userAccount, eq(userAccount.id, skuAlias.createdBy))
    .where(and(eq(skuAlias.integrationId, integrationId), eq(skuAlias.sku, sku)));
  return row ?? null;
}

/**
 * How many outbound orders were made with an SKU since its answer was given. Not `complete` when more
 * were made than are opened here, or when receipts are erased: then there are at least so many.
 */
export async function countAliasUse(
  tx: Queryable,
  integrationId: string,
  { sku, at }: { sku: string; at: Date },
): Promise<{ orders: number; complete: boolean }> {
  const made = and(
    eq(orderLink.integrationId, integrationId),
    isNotNull(orderLink.outboundOrderId),
    gte(orderLink.orderCreatedAt, at),
  );
  const [all] = await tx.select({ count: sql<number>`count(*)::int` }).from(orderLink).where(made);
  const rows = await tx
    .select({ id: orderLink.id, receiptSealed: orderLink.receiptSealed })
    .from(orderLink)
    .where(and(made, isNotNull(orderLink.receiptSealed)))
    .orderBy(desc(orderLink.orderCreatedAt))
    .limit(mostOpened);
  const orders = rows.filter((row) =>
    openStoredReceipt(row)?.lines.some((line) => !line.isDigital && lineKey(line) === sku),
  ).length;
  return { orders, complete: rows.length === all?.count };
}

/** The same in words. */
export function wordsOfUse({ orders, complete }: { orders: number; complete: boolean }): string {
  if (orders === 0)
    return complete ? "no order was made with it" : "no order of late was made with it";
  const counted = orders === 1 ? "1 order was" : `${orders} orders were`;
  return `${complete ? "" : "at least "}${counted} made with it`;
}
