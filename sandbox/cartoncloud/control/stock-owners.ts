import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { FloorRefusal } from "@/sandbox/cartoncloud/orders/actions";
import type { Customer, Product, Tenant } from "@/sandbox/cartoncloud/world/records";
import { importSettings } from "@/sandbox/cartoncloud/world/records";
import { putProduct, uuidOf } from "@/sandbox/cartoncloud/world/seed";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf } from "@/sandbox/cartoncloud/world/world";
import { cartonCloudTenant } from "@/sandbox/demo";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { readInput } from "./read-input";

const productBody = z.strictObject({
  customerId: z.string(),
  code: z.string().min(1),
  name: z.string().min(1).optional(),
  barcode: z.string().nullable().optional(),
  active: z.boolean().optional(),
  wholeUnits: z.boolean().optional(),
  stock: z.number().nullable().optional(),
});
export type ProductChange = z.infer<typeof productBody>;

const customerBody = z.strictObject({
  id: z.string().optional(),
  tenantId: z.string().default(cartonCloudTenant.id),
  name: z.string().min(1).optional(),
  code: z.string().min(1).optional(),
  enabled: z.boolean().optional(),
  warehouseIds: z.array(z.string()).optional(),
  settings: importSettings.partial().optional(),
});
export type CustomerChange = z.infer<typeof customerBody>;

/** Adds and changes customers and their products, as JSON for tests. */
export function stockOwnerControl(app: Hono<SandboxEnv>, world: World): void {
  app.get("/_sandbox/products", (c) => c.json({ products: world.all("products") }));
  app.post("/_sandbox/products", async (c) =>
    c.json(changeProduct(world, await readInput(c, productBody))),
  );
  app.get("/_sandbox/customers", (c) => c.json({ customers: world.all("customers") }));
  app.post("/_sandbox/customers", async (c) =>
    c.json(changeCustomer(world, await readInput(c, customerBody))),
  );
}

/** Adds a product code to a customer, or changes the given fields of it. @throws FloorRefusal without the customer. */
export function changeProduct(world: World, change: ProductChange): Product {
  const customer = world.get("customers", change.customerId);
  if (!customer) throw new FloorRefusal(`There is no customer ${change.customerId}.`, 404);
  const { code } = change;
  const same = (one: Product) => one.customerId === customer.id && one.code === code;
  const now = world.now().toISOString();
  if (!world.all("products").some(same))
    putProduct(world, customer.tenantId, customer.id, {
      code,
      name: change.name ?? code,
      created: now,
    });
  const before = world.get("products", uuidOf(`${customer.id}/${code}`));
  if (!before) throw new FloorRefusal(`Product code ${code} could not be read back.`);
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const product: Product = { ...before, ...given, modified: now };
  world.put("products", product.id, product);
  return product;
}

/** Adds a customer, or changes the given fields and settings of it. @throws FloorRefusal in words. */
export function changeCustomer(world: World, change: CustomerChange): Customer {
  const known = change.id ? world.get("customers", change.id) : undefined;
  const tenant = world.get("tenants", known?.tenantId ?? change.tenantId);
  if (!tenant) throw new FloorRefusal(`There is no tenant ${change.tenantId}.`, 404);
  checkWarehouses(tenant, change.warehouseIds ?? []);
  const revoked = known?.warehouseIds.filter((id) => !(change.warehouseIds ?? [id]).includes(id));
  for (const warehouseId of revoked ?? []) checkRevocable(world, known?.id ?? "", warehouseId);
  const id = known?.id ?? change.id ?? randomUUID();
  const name = change.name ?? known?.name ?? `Customer ${world.store.count("customers") + 1}`;
  const customer: Customer = {
    id,
    tenantId: tenant.id,
    name,
    code: change.code ?? known?.code ?? name.toUpperCase().replace(/[^A-Z0-9]+/g, "-"),
    enabled: change.enabled ?? known?.enabled ?? true,
    warehouseIds: change.warehouseIds ?? known?.warehouseIds ?? [tenant.defaultWarehouseId],
    settings: importSettings.parse({ ...known?.settings, ...change.settings }),
  };
  world.put("customers", id, customer);
  return customer;
}

function checkWarehouses(tenant: Tenant, ids: string[]): void {
  const unknown = ids.filter((id) => !tenant.warehouses.some((one) => one.id === id));
  if (unknown.length > 0)
    throw new FloorRefusal(`${tenant.name} has no warehouse ${unknown.join(", ")}.`, 400);
}

/** Access stays while the warehouse still has work for the customer: CartonCloud refuses it too. */
function checkRevocable(world: World, customerId: string, warehouseId: string): void {
  const open = world
    .all("orders")
    .filter((order) => !order.deleted && order.customerId === customerId)
    .filter((order) => order.warehouseId === warehouseId)
    .filter((order) => !["PACKED", "DISPATCHED", "REJECTED"].includes(order.status));
  if (open.length > 0)
    throw new FloorRefusal(
      `${customerOf(world, { customerId }).name} keeps this warehouse: ${open.length} of its orders there are not packed.`,
    );
}
