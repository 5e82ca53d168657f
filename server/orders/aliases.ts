import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { skuAlias } from "@/db/schema/order-link";
import { product } from "@/db/schema/organisation";
import { userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import { configurableIntegration, visibleIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { countAliasUse, currentAlias } from "./alias-use";

/** What people said this shop's SKUs are called, and whether that is an active product still. @throws DomainError not_found */
export async function listAliases(scope: Scope, integrationId: string) {
  const owner = await visibleIntegration(scope, integrationId);
  const rows = await db()
    .select({
      sku: skuAlias.sku,
      productCode: skuAlias.productCode,
      productName: product.name,
      active: product.active,
      at: skuAlias.createdAt,
      by: userAccount.name,
    })
    .from(skuAlias)
    .leftJoin(userAccount, eq(userAccount.id, skuAlias.createdBy))
    .leftJoin(
      product,
      and(eq(product.customerId, owner.customerId), eq(product.code, skuAlias.productCode)),
    )
    .where(eq(skuAlias.integrationId, owner.id))
    .orderBy(asc(skuAlias.sku));
  return rows.map((row) => ({ ...row, active: row.active ?? false }));
}

/** How many outbound orders were made with one of them. @throws DomainError not_found */
export async function readAliasUse(
  scope: Scope,
  { integrationId, sku }: { integrationId: string; sku: string },
): Promise<{ orders: number; complete: boolean }> {
  const owner = await visibleIntegration(scope, integrationId);
  const alias = await currentAlias(db(), owner.id, sku);
  return alias
    ? countAliasUse(db(), owner.id, { sku, at: alias.at })
    : { orders: 0, complete: true };
}

/**
 * Forgets what an SKU is called. Orders to come ask again, unless CartonCloud knows the SKU itself;
 * orders that were made stay as they are. @throws DomainError not_found, not_allowed, conflict when it is not that code any more
 */
export async function removeAlias(
  scope: Scope,
  { integrationId, sku, productCode }: { integrationId: string; sku: string; productCode: string },
): Promise<void> {
  const owner = await configurableIntegration(scope, integrationId);
  await db().transaction(async (tx) => {
    const removed = await tx
      .delete(skuAlias)
      .where(
        and(
          eq(skuAlias.integrationId, owner.id),
          eq(skuAlias.sku, sku),
          eq(skuAlias.productCode, productCode),
        ),
      )
      .returning({ sku: skuAlias.sku });
    if (removed.length === 0)
      throw new DomainError(
        "conflict",
        "Someone changed or removed this product code in the meantime. Look at the list again.",
      );
    await recordAudit(tx, scope, {
      action: "integration.sku_unbound",
      subjectType: "integration",
      subjectId: owner.id,
      customerId: owner.customerId,
      before: { sku, productCode },
    });
  });
}
