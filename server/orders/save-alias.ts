import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { skuAlias } from "@/db/schema/order-link";
import { recordAudit } from "@/server/audit/record";
import { ApiError, DomainError } from "@/server/errors";
import type { IntegrationRow } from "@/server/integrations/access";
import { lookUpProducts } from "@/server/organisations/catalogue";
import type { Scope } from "@/server/people/scope";
import { activeProducts } from "./active-products";
import { doubtOfAlias } from "./alias-doubt";
import { countAliasUse, currentAlias, wordsOfUse } from "./alias-use";
import type { AliasAnswer } from "./schema";

/** The customer's products with what CartonCloud says of these codes now; the stored list alone while it does not answer. */
async function productsWith(owner: IntegrationRow, { sku, productCode }: AliasAnswer) {
  const stored = await activeProducts(db(), owner.customerId);
  const asked = [...(sku.startsWith("listing:") ? [] : [sku]), productCode];
  const missing = asked.filter((code) => !stored.some((product) => product.code === code));
  if (missing.length === 0) return stored;
  try {
    await lookUpProducts(owner.organisationId, owner.customerId, missing);
  } catch (error) {
    if (error instanceof ApiError || error instanceof DomainError) return stored;
    throw error;
  }
  return activeProducts(db(), owner.customerId);
}

/**
 * Stores an answer. Refused: a code that CartonCloud does not know; an SKU that is a product itself;
 * until the person is `sure`, an SKU that other codes are alike; until the person names the code that it
 * `replaces`, one that has another code. Two who answer at once: the second one is told of the first.
 * @returns whether it was stored, which it is not where the answer is the one that stands.
 * @throws DomainError invalid, conflict
 */
export async function saveAlias(
  scope: Scope,
  owner: IntegrationRow,
  answer: AliasAnswer,
): Promise<boolean> {
  const doubt = doubtOfAlias(answer, await productsWith(owner, answer));
  if (doubt) throw doubt;
  const { sku, productCode, replaces } = answer;
  return db().transaction(async (tx) => {
    const values = { productCode, createdBy: scope.userId, createdAt: new Date() };
    const key = and(eq(skuAlias.integrationId, owner.id), eq(skuAlias.sku, sku));
    const added = await tx
      .insert(skuAlias)
      .values({ organisationId: owner.organisationId, integrationId: owner.id, sku, ...values })
      .onConflictDoNothing()
      .returning({ sku: skuAlias.sku });
    let before: { sku: string; productCode: string } | undefined;
    if (added.length === 0) {
      await tx.select({ sku: skuAlias.sku }).from(skuAlias).where(key).for("update");
      const current = await currentAlias(tx, owner.id, sku);
      if (current?.productCode === productCode) return false;
      if (!current || current.productCode !== replaces)
        throw new DomainError(
          "conflict",
          current
            ? `${sku.startsWith("listing:") ? "This listing" : sku} is ${current.productCode} here, as ${current.by ?? "someone"} said on ${current.at.toISOString().slice(0, 10)}; ${wordsOfUse(await countAliasUse(tx, owner.id, { sku, at: current.at }))}. Replace it to call it ${productCode} from now on: orders that exist stay as they are.`
            : "Someone changed this product code at the same moment. Try again.",
          "replaces",
        );
      await tx.update(skuAlias).set(values).where(key);
      before = { sku, productCode: current.productCode };
    }
    await recordAudit(tx, scope, {
      action: "integration.sku_bound",
      subjectType: "integration",
      subjectId: owner.id,
      customerId: owner.customerId,
      before,
      after: { sku, productCode },
    });
    return true;
  });
}
