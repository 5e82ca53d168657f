import { createHash } from "node:crypto";
import { cartonCloudTenant, customers, productCodes, warehouses } from "@/sandbox/demo";
import { importSettings, roles } from "./records";
import type { World } from "./world";

const seededAt = "2026-01-05T00:00:00.000Z";

/** Puts the demo world into a store that never had it. */
export function seedDemo(world: World): void {
  if (world.store.get("counters", "seeded")) return;
  const tenantId = cartonCloudTenant.id;
  world.store.batch(() => {
    leaveEmpty(world);
    world.put("tenants", tenantId, {
      id: tenantId,
      name: cartonCloudTenant.name,
      slug: cartonCloudTenant.slug,
      warehouses: warehouses.map((warehouse) => ({ ...warehouse })),
      defaultWarehouseId: warehouses[0].id,
    });
    world.put("clients", cartonCloudTenant.clientId, {
      clientId: cartonCloudTenant.clientId,
      clientSecret: cartonCloudTenant.clientSecret,
      userId: cartonCloudTenant.userId,
      name: "Self-Managed Integrations",
      tenantIds: [tenantId],
      roles: [...roles],
      customerIds: null,
      warehouseIds: null,
      active: true,
    });
    for (const customer of customers) {
      world.put("customers", customer.id, {
        id: customer.id,
        tenantId,
        name: customer.name,
        code: customer.code,
        enabled: true,
        warehouseIds: [...customer.warehouseIds],
        settings: importSettings.parse({}),
      });
      for (const product of productCodes) putProduct(world, tenantId, customer.id, product);
    }
  });
}

/** Marks a store as one that a restart does not fill with the demo world. */
export function leaveEmpty(world: World): void {
  world.store.put("counters", "seeded", true);
}

/** Adds or replaces a product code of a customer. Its id follows from customer and code. */
export function putProduct(
  world: World,
  tenantId: string,
  customerId: string,
  product: { code: string; name: string; created?: string },
): void {
  const id = uuidOf(`${customerId}/${product.code}`);
  const created = product.created ?? seededAt;
  world.put("products", id, {
    id,
    tenantId,
    customerId,
    code: product.code,
    name: product.name,
    barcode: null,
    active: true,
    wholeUnits: true,
    stock: null,
    created,
    modified: created,
  });
}

/** A UUID (version 8) that always follows from the same text. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) % 4) + 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
