import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink, skuAlias } from "@/db/schema/order-link";
import { DomainError } from "@/server/errors";
import { configurableIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { activeProducts } from "./active-products";
import { currentAlias } from "./alias-use";
import { countOf } from "./bulk";
import { askedSkus, waitsForSku } from "./held-selection";
import { lineKey } from "./map-receipt";
import { openStoredReceipt, visibleOrderLink } from "./order-link";
import { requireLive } from "./release";
import type { BindOutcome } from "./release-sku";
import { releaseSku } from "./release-sku";
import { saveAlias } from "./save-alias";
import type { AliasAnswer } from "./schema";
import type { Suggestion } from "./suggest-codes";
import { suggestCodes } from "./suggest-codes";

export type SkuQuestion = {
  sku: string;
  lineTitle: string;
  /** Orders of this integration that wait for this SKU, this one among them. */
  waiting: number;
  /** Those of them that wait for nothing else: an answer releases them at once. */
  releases: number;
  /** What it is called by an earlier answer that did not help this order. */
  current: { productCode: string; at: Date; by: string | null } | null;
  suggestions: Suggestion[];
};

/** The SKUs that a held order asks about, each with likely product codes. @throws DomainError not_found */
export async function suggestProductCodes(
  scope: Scope,
  orderLinkId: string,
): Promise<SkuQuestion[]> {
  const row = await visibleOrderLink(scope, orderLinkId);
  const products = await activeProducts(db(), row.customerId);
  const questions = [];
  for (const { sku, title } of askedSkus(row)) {
    const waits = waitsForSku(row.integrationId, sku);
    const forNothingElse = sql`not exists (select 1 from jsonb_array_elements(${orderLink.reasonDetail} -> 'skus') s where s ->> 'sku' <> ${sku})`;
    questions.push({
      sku,
      lineTitle: title,
      waiting: await countOf(waits),
      releases: await countOf(and(waits, forNothingElse)),
      current: await currentAlias(db(), row.integrationId, sku),
      suggestions: suggestCodes(sku.startsWith("listing:") ? "" : sku, title, products),
    });
  }
  return questions;
}

/**
 * Remembers that this shop's SKU is that product code, and releases every order that waits for it and
 * for nothing else. @throws DomainError not_found, not_allowed, invalid and conflict as {@link saveAlias}
 */
export async function bindSku(
  scope: Scope,
  orderLinkId: string,
  answer: AliasAnswer,
): Promise<BindOutcome> {
  const row = await visibleOrderLink(scope, orderLinkId);
  const owner = await configurableIntegration(scope, row.integrationId);
  requireLive(owner);
  const receipt = openStoredReceipt(row);
  if (!receipt?.lines.some((line) => lineKey(line) === answer.sku))
    throw new DomainError("invalid", "This order has no line with that SKU.", "sku");
  const stored = await saveAlias(scope, owner, answer);
  return releaseSku(scope, owner, answer, { stored });
}

/**
 * Calls an SKU that has an answer by another code: orders to come only, and those that wait for it.
 * Orders that were made keep what they have. @throws DomainError as {@link bindSku}
 */
export async function changeAlias(
  scope: Scope,
  integrationId: string,
  answer: AliasAnswer & { replaces: string },
): Promise<BindOutcome> {
  const owner = await configurableIntegration(scope, integrationId);
  requireLive(owner);
  const [known] = await db()
    .select({ sku: skuAlias.sku })
    .from(skuAlias)
    .where(and(eq(skuAlias.integrationId, owner.id), eq(skuAlias.sku, answer.sku)));
  if (!known)
    throw new DomainError(
      "conflict",
      "This SKU has no product code any more: someone removed it. Orders that need it ask again.",
    );
  const stored = await saveAlias(scope, owner, answer);
  return releaseSku(scope, owner, answer, { stored });
}
