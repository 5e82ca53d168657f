import { eq } from "drizzle-orm";
import { skuAlias } from "@/db/schema/order-link";
import type { IntegrationRow } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { activeProducts } from "./active-products";
import { actOnEach, countOf } from "./bulk";
import { askedSkus, waitsForSku } from "./held-selection";
import type { Change } from "./release";
import { dueAgain } from "./release";

/** `released` go on; `waiting` stay held for another SKU of theirs; `left` are more than one call moves. */
export type BindOutcome = { released: number; waiting: number; left: number };

/** An order goes on when its last SKU is answered; until then it stays held for those that are not. */
const answered =
  (owner: IntegrationRow, answer: { sku: string; productCode: string }): Change =>
  async (row, tx) => {
    // Read under the order's lock: of two people who answer one SKU each, the second one releases it.
    const aliases = await tx
      .select({ sku: skuAlias.sku, productCode: skuAlias.productCode })
      .from(skuAlias)
      .where(eq(skuAlias.integrationId, owner.id));
    const codes = new Set((await activeProducts(tx, owner.customerId)).map(({ code }) => code));
    const called = new Map(aliases.map(({ sku, productCode }) => [sku, productCode]));
    const still = askedSkus(row).filter(
      ({ sku }) => sku !== answer.sku && !codes.has(called.get(sku) ?? sku),
    );
    const bound = {
      kind: "sku.bound",
      data: {
        sku: answer.sku,
        productCode: answer.productCode,
        ...(still.length > 0 ? { still: still.map(({ sku }) => sku) } : {}),
      },
    };
    const audit = { sku: answer.sku, productCode: answer.productCode };
    return still.length > 0
      ? { values: { reasonDetail: { ...row.reasonDetail, skus: still } }, events: [bound], audit }
      : { values: dueAgain(row), events: [bound, { kind: "released" }], audit };
  };

/**
 * Tells all orders that wait for an SKU its product code. Call it when the alias is stored. The audit log
 * has the answer once; the orders are in it where the answer stood before and only they changed.
 */
export async function releaseSku(
  scope: Scope,
  owner: IntegrationRow,
  answer: { sku: string; productCode: string },
  { stored }: { stored: boolean },
): Promise<BindOutcome> {
  const waits = waitsForSku(owner.id, answer.sku);
  const action = stored ? null : "order_link.sku_bound";
  const done = await actOnEach(scope, waits, action, answered(owner, answer));
  const released = done.filter(({ due }) => due).length;
  return { released, waiting: done.length - released, left: await countOf(waits) };
}
