import { and, eq, lt, notInArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import {
  cartonCloudConnection,
  customer,
  customerWarehouse,
  product,
  warehouse,
} from "@/db/schema/organisation";
import type { Paged } from "@/server/cartoncloud/client";
import { notFound } from "@/server/errors";
import { withCartonCloud } from "./with-cartoncloud";

async function everyPage<T>(read: (page: number) => Promise<Paged<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; ; page++) {
    const answer = await read(page);
    rows.push(...answer.rows);
    if (page >= answer.totalPages || answer.rows.length === 0) return rows;
  }
}

/**
 * Reads customers, their warehouses and who has access to which from CartonCloud and stores them.
 * Customers that CartonCloud no longer lists are disabled, never removed. @throws ApiError
 */
export async function syncCatalogue(
  organisationId: string,
): Promise<{ customers: number; warehouses: number }> {
  const read = await withCartonCloud(organisationId, async (cartonCloud) => {
    const listed = await everyPage((page) => cartonCloud.listCustomers(page));
    const whole = [];
    // Only the single reading carries the warehouses for certain.
    for (const one of listed)
      whole.push(one.warehouses ? one : await cartonCloud.getCustomer(one.id));
    return whole;
  });
  return db().transaction(async (tx) => {
    const sites = new Map(
      read.flatMap((one) => (one.warehouses ?? []).map((site) => [site.id, site.name] as const)),
    );
    const siteIds = new Map<string, string>();
    for (const [cartonCloudId, name] of sites) {
      const [row] = await tx
        .insert(warehouse)
        .values({ organisationId, cartonCloudId, name })
        .onConflictDoUpdate({
          target: [warehouse.organisationId, warehouse.cartonCloudId],
          set: { name },
        })
        .returning({ id: warehouse.id });
      if (row) siteIds.set(cartonCloudId, row.id);
    }
    for (const one of read) {
      const values = { name: one.name, enabled: one.enabled };
      const [row] = await tx
        .insert(customer)
        .values({ organisationId, cartonCloudId: one.id, ...values })
        .onConflictDoUpdate({
          target: [customer.organisationId, customer.cartonCloudId],
          set: values,
        })
        .returning({ id: customer.id });
      if (!row || !one.warehouses) continue;
      await tx.delete(customerWarehouse).where(eq(customerWarehouse.customerId, row.id));
      const access = one.warehouses.flatMap((site) => siteIds.get(site.id) ?? []);
      if (access.length > 0)
        await tx
          .insert(customerWarehouse)
          .values(
            access.map((warehouseId) => ({ organisationId, customerId: row.id, warehouseId })),
          );
    }
    await tx
      .update(customer)
      .set({ enabled: false })
      .where(
        and(
          eq(customer.organisationId, organisationId),
          notInArray(customer.cartonCloudId, [
            "00000000-0000-0000-0000-000000000000",
            ...read.map(({ id }) => id),
          ]),
        ),
      );
    await tx
      .update(cartonCloudConnection)
      .set({ catalogueSyncedAt: new Date() })
      .where(eq(cartonCloudConnection.organisationId, organisationId));
    return { customers: read.length, warehouses: sites.size };
  });
}

async function cartonCloudIdOf(organisationId: string, customerId: string): Promise<string> {
  const [row] = await db()
    .select({ cartonCloudId: customer.cartonCloudId })
    .from(customer)
    .where(and(eq(customer.organisationId, organisationId), eq(customer.id, customerId)));
  if (!row) throw notFound("customer");
  return row.cartonCloudId;
}

async function storeProducts(
  organisationId: string,
  customerId: string,
  read: { code: string | null; name: string; active: boolean }[],
): Promise<number> {
  const byCode = new Map(read.flatMap((one) => (one.code ? [[one.code, one] as const] : [])));
  const rows = [...byCode].map(([code, { name, active }]) => ({
    organisationId,
    customerId,
    code,
    name,
    active,
    readAt: new Date(),
  }));
  for (let from = 0; from < rows.length; from += 500)
    await db()
      .insert(product)
      .values(rows.slice(from, from + 500))
      .onConflictDoUpdate({
        target: [product.customerId, product.code],
        set: {
          name: sql`excluded.name`,
          active: sql`excluded.active`,
          readAt: sql`excluded.read_at`,
        },
      });
  return rows.length;
}

/** Reads all product codes of a customer from CartonCloud; the number read. @throws ApiError */
export async function syncProducts(organisationId: string, customerId: string): Promise<number> {
  const cartonCloudId = await cartonCloudIdOf(organisationId, customerId);
  const startedAt = new Date();
  const read = await withCartonCloud(organisationId, (cartonCloud) =>
    everyPage((page) => cartonCloud.searchProducts(cartonCloudId, page)),
  );
  const count = await storeProducts(organisationId, customerId, read);
  await db()
    .update(product)
    .set({ active: false })
    .where(and(eq(product.customerId, customerId), lt(product.readAt, startedAt)));
  await db()
    .update(customer)
    .set({ productsSyncedAt: startedAt })
    .where(eq(customer.id, customerId));
  return count;
}

/** Asks CartonCloud about single codes that the stored list lacks, so that a new product holds no order. */
export async function lookUpProducts(
  organisationId: string,
  customerId: string,
  codes: readonly string[],
): Promise<void> {
  const cartonCloudId = await cartonCloudIdOf(organisationId, customerId);
  for (const code of codes) {
    const { rows } = await withCartonCloud(organisationId, (cartonCloud) =>
      cartonCloud.searchProducts(cartonCloudId, 1, code),
    );
    await storeProducts(organisationId, customerId, rows);
  }
}
