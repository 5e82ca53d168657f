import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink, skuAlias } from "@/db/schema/order-link";
import { product } from "@/db/schema/organisation";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import { configurableIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { lineKey } from "./map-receipt";
import type { OrderLinkRow } from "./order-link";
import { openStoredReceipt, settle, visibleOrderLink } from "./order-link";
import { announce, dueAgain } from "./release";
import type { Suggestion } from "./suggest-codes";
import { suggestCodes } from "./suggest-codes";

export type SkuQuestion = {
  sku: string;
  lineTitle: string;
  /** Orders of this integration that wait for this SKU, this one among them. */
  waiting: number;
  suggestions: Suggestion[];
};

const waitsForSku = (integrationId: string, sku: string) =>
  and(
    eq(orderLink.integrationId, integrationId),
    eq(orderLink.state, "held"),
    sql`${orderLink.holdReason} in ('sku_missing', 'sku_unknown')`,
    sql`${orderLink.reasonDetail} -> 'skus' @> ${JSON.stringify([{ sku }])}::jsonb`,
  );

const askedSkus = (row: OrderLinkRow): { sku: string; title: string }[] =>
  Array.isArray(row.reasonDetail?.skus) ? row.reasonDetail.skus : [];

const productsOf = (customerId: string) =>
  db()
    .select({ code: product.code, name: product.name })
    .from(product)
    .where(and(eq(product.customerId, customerId), eq(product.active, true)))
    .orderBy(product.code);

/** The SKUs that a held order asks about, each with likely product codes. @throws DomainError not_found */
export async function suggestProductCodes(
  scope: Scope,
  orderLinkId: string,
): Promise<SkuQuestion[]> {
  const row = await visibleOrderLink(scope, orderLinkId);
  const products = await productsOf(row.customerId);
  const questions = [];
  for (const { sku, title } of askedSkus(row)) {
    const [count] = await db()
      .select({ waiting: sql<number>`count(*)::int` })
      .from(orderLink)
      .where(waitsForSku(row.integrationId, sku));
    questions.push({
      sku,
      lineTitle: title,
      waiting: count?.waiting ?? 0,
      suggestions: suggestCodes(sku.startsWith("listing:") ? "" : sku, title, products),
    });
  }
  return questions;
}

/**
 * Remembers that this shop's SKU is that product code, and releases every order that waits for it.
 * @throws DomainError not_found, not_allowed, invalid (a code that CartonCloud does not know for the customer)
 */
export async function bindSku(
  scope: Scope,
  orderLinkId: string,
  input: { sku: string; productCode: string },
): Promise<{ released: number }> {
  const row = await visibleOrderLink(scope, orderLinkId);
  await configurableIntegration(scope, row.integrationId);
  const receipt = openStoredReceipt(row);
  if (!receipt?.lines.some((line) => lineKey(line) === input.sku))
    throw new DomainError("invalid", "This order has no line with that SKU.", "sku");
  const products = await productsOf(row.customerId);
  if (!products.some(({ code }) => code === input.productCode))
    throw new DomainError(
      "invalid",
      `CartonCloud has no active product ${input.productCode} for this customer. Choose one of the list.`,
      "productCode",
    );
  const released = await db().transaction(async (tx) => {
    const values = {
      productCode: input.productCode,
      createdBy: scope.userId,
      createdAt: new Date(),
    };
    await tx
      .insert(skuAlias)
      .values({
        organisationId: row.organisationId,
        integrationId: row.integrationId,
        sku: input.sku,
        ...values,
      })
      .onConflictDoUpdate({ target: [skuAlias.integrationId, skuAlias.sku], set: values });
    const waiting = await tx
      .select()
      .from(orderLink)
      .where(waitsForSku(row.integrationId, input.sku))
      .orderBy(orderLink.id)
      .for("update");
    for (const one of waiting)
      await settle(
        tx,
        one,
        dueAgain(one),
        { kind: "sku.bound", userId: scope.userId, data: input },
        { kind: "released", userId: scope.userId },
      );
    await recordAudit(tx, scope, {
      action: "integration.sku_bound",
      subjectType: "integration",
      subjectId: row.integrationId,
      customerId: row.customerId,
      after: { ...input, released: waiting.length },
    });
    return waiting;
  });
  await announce(released);
  return { released: released.length };
}
