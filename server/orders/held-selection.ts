import type { SQL } from "drizzle-orm";
import { and, eq, sql } from "drizzle-orm";
import { orderLink } from "@/db/schema/order-link";
import type { OrderLinkRow } from "./order-link";
import type { HeldSelection } from "./schema";

const detail = orderLink.reasonDetail;

/** The SKUs that a held order asks about, as an array whatever is stored. */
export const skusOf = sql`case when jsonb_typeof(${detail} -> 'skus') = 'array' then ${detail} -> 'skus' else '[]'::jsonb end`;

/** The SKUs that a held order asks about, each once. */
export function askedSkus({ reasonDetail }: Pick<OrderLinkRow, "reasonDetail">) {
  const skus: { sku: string; title: string }[] = Array.isArray(reasonDetail?.skus)
    ? reasonDetail.skus
    : [];
  return [...new Map(skus.map((one) => [one.sku, one])).values()];
}

/** What the other side said, or what is wrong in particular: orders that share it share their remedy. */
export const causeOf = sql<
  string | null
>`coalesce(${detail} ->> 'message', ${detail} ->> 'messages', ${detail} ->> 'missing', ${detail} ->> 'productCodes', ${detail} ->> 'warehouseId', ${detail} ->> 'status', ${detail} ->> 'country')`;

export const asksForSku = (reason: string) => reason === "sku_missing" || reason === "sku_unknown";

/** Orders that wait for the product code of an SKU. */
export const waitsForSku = (integrationId: string, sku: string): SQL | undefined =>
  and(
    eq(orderLink.integrationId, integrationId),
    eq(orderLink.state, "held"),
    sql`${orderLink.holdReason} in ('sku_missing', 'sku_unknown')`,
    sql`${skusOf} @> ${JSON.stringify([{ sku }])}::jsonb`,
  );

/** Orders that wait for a person by one reason, as far as chosen by one cause of it. */
export const heldFor = ({
  integrationId,
  reason,
  cause,
}: Omit<HeldSelection, "readAt">): SQL | undefined =>
  and(
    eq(orderLink.integrationId, integrationId),
    eq(orderLink.state, "held"),
    eq(orderLink.holdReason, reason),
    cause === undefined
      ? undefined
      : asksForSku(reason)
        ? sql`${skusOf} @> ${JSON.stringify([{ sku: cause }])}::jsonb`
        : sql`${causeOf} = ${cause}`,
  );

/** Leaves out what was held after the person read the list: nobody has seen that yet. */
export const heldSince = (readAt: Date): SQL =>
  sql`not exists (select 1 from order_link_event e where e.order_link_id = ${orderLink.id} and e.kind = 'hold' and date_trunc('milliseconds', e.at) > ${readAt.toISOString()}::timestamptz)`;
