import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { customerWarehouse, warehouse } from "@/db/schema/organisation";

/** Names of the organisation's warehouses by our id. */
export async function warehouseNames(organisationId: string): Promise<Map<string, string>> {
  const sites = await db()
    .select({ id: warehouse.id, name: warehouse.name })
    .from(warehouse)
    .where(eq(warehouse.organisationId, organisationId));
  return new Map(sites.map(({ id, name }) => [id, name]));
}

/** Warehouses that a customer has access to, by name. */
export const warehousesOf = (customerId: string) =>
  db()
    .select({ id: warehouse.id, name: warehouse.name })
    .from(customerWarehouse)
    .innerJoin(warehouse, eq(warehouse.id, customerWarehouse.warehouseId))
    .where(eq(customerWarehouse.customerId, customerId))
    .orderBy(asc(warehouse.name));
