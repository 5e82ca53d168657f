import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { skuAlias } from "@/db/schema/order-link";
import { customer, customerWarehouse, product, warehouse } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import type { IntegrationRow } from "@/server/integrations/access";
import { orderCreation } from "@/server/integrations/schema";
import type { MappingSettings } from "./map-receipt";

/**
 * All that mapReceipt needs beside the receipt, for the integration as it is configured now.
 * @throws ZodError when step 3 was never saved; DomainError not_found
 */
export async function readMappingSettings(
  integration: IntegrationRow,
  configured: unknown = integration.orderCreation,
): Promise<MappingSettings> {
  const [owner] = await db().select().from(customer).where(eq(customer.id, integration.customerId));
  if (!owner) throw notFound("customer");
  const [sites, codes, aliases] = await Promise.all([
    db()
      .select({ id: warehouse.id, cartonCloudId: warehouse.cartonCloudId })
      .from(customerWarehouse)
      .innerJoin(warehouse, eq(warehouse.id, customerWarehouse.warehouseId))
      .where(eq(customerWarehouse.customerId, owner.id)),
    db()
      .select({ code: product.code })
      .from(product)
      .where(and(eq(product.customerId, owner.id), eq(product.active, true))),
    db().select().from(skuAlias).where(eq(skuAlias.integrationId, integration.id)),
  ]);
  return {
    orderCreation: orderCreation.parse(configured),
    importSince: integration.importSince ? +integration.importSince / 1000 : 0,
    cartonCloudCustomerId: owner.cartonCloudId,
    warehouses: new Map(sites.map(({ id, cartonCloudId }) => [id, cartonCloudId])),
    productCodes: owner.productsSyncedAt ? new Set(codes.map(({ code }) => code)) : null,
    aliases: new Map(aliases.map(({ sku, productCode }) => [sku, productCode])),
    enteredAddress: null,
    chosenWarehouseId: null,
  };
}
