import type { SQL } from "drizzle-orm";
import { and, eq, sql } from "drizzle-orm";
import { keptQuery } from "@/db/kept-query";
import { skuAlias } from "@/db/schema/order-link";
import { customer, customerWarehouse, product, warehouse } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import type { IntegrationRow } from "@/server/integrations/access";
import { orderCreation } from "@/server/integrations/schema";
import type { MappingSettings } from "./map-receipt";

/** The rows of a query as one value, so that one statement reads several lists. */
const listOf = <T>(query: ReturnType<typeof sql>) =>
  sql<T[]>`(select coalesce(json_agg(one), '[]') from (${query}) as one)`;

const settingsOf = (needed: SQL | undefined) =>
  keptQuery((on) => {
    const integrationId = sql.placeholder("integrationId");
    const customerId = sql.placeholder("customerId");
    return on
      .select({
        cartonCloudId: customer.cartonCloudId,
        productsSyncedAt: customer.productsSyncedAt,
        sites: listOf<{ id: string; cartonCloudId: string }>(sql`
          select ${warehouse.id} as "id", ${warehouse.cartonCloudId} as "cartonCloudId"
          from ${customerWarehouse} join ${warehouse} on ${warehouse.id} = ${customerWarehouse.warehouseId}
          where ${customerWarehouse.customerId} = ${customerId}`),
        products: listOf<{ code: string }>(sql`
          select ${product.code} as "code" from ${product} where ${and(
            eq(product.customerId, customerId),
            eq(product.active, true),
            needed,
          )}`),
        aliases: listOf<{ sku: string; code: string }>(sql`
          select ${skuAlias.sku} as "sku", ${skuAlias.productCode} as "code" from ${skuAlias}
          where ${skuAlias.integrationId} = ${integrationId}`),
      })
      .from(customer)
      .where(eq(customer.id, customerId));
  });

const withAllCodes = settingsOf(undefined);
/** `codes` is a JSON list. */
const withCodesOf = settingsOf(sql`(
  ${product.code} in (select jsonb_array_elements_text(${sql.placeholder("codes")}::jsonb))
  or ${product.code} in (
    select ${skuAlias.productCode} from ${skuAlias}
    where ${skuAlias.integrationId} = ${sql.placeholder("integrationId")}))`);

/**
 * All that mapReceipt needs beside the receipt, for the integration as it is configured now. With a
 * receipt only the product codes that it may need are looked up, else all of the customer's.
 * @throws ZodError when step 3 was never saved; DomainError not_found
 */
export async function readMappingSettings(
  integration: IntegrationRow,
  configured: unknown = integration.orderCreation,
  receipt?: Receipt,
): Promise<MappingSettings> {
  const of = { integrationId: integration.id, customerId: integration.customerId };
  const codes = receipt?.lines.flatMap(({ sku }) => (sku ? [sku] : []));
  const [read] = await (codes
    ? withCodesOf({ ...of, codes: JSON.stringify(codes) })
    : withAllCodes(of));
  if (!read) throw notFound("customer");
  return {
    orderCreation: orderCreation.parse(configured),
    importSince: integration.importSince ? +integration.importSince / 1000 : 0,
    cartonCloudCustomerId: read.cartonCloudId,
    warehouses: new Map(read.sites.map(({ id, cartonCloudId }) => [id, cartonCloudId])),
    productCodes: read.productsSyncedAt ? new Set(read.products.map(({ code }) => code)) : null,
    aliases: new Map(read.aliases.map(({ sku, code }) => [sku, code])),
    enteredAddress: null,
    chosenWarehouseId: null,
  };
}
