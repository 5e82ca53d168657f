import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { FloorRefusal } from "@/sandbox/cartoncloud/orders/actions";
import type { ApiClient } from "@/sandbox/cartoncloud/world/records";
import { importSettings, roles } from "@/sandbox/cartoncloud/world/records";
import { putProduct } from "@/sandbox/cartoncloud/world/seed";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { readInput } from "./read-input";

const client = {
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  roles: z.array(z.enum(roles)).optional(),
};
const tenantBody = z.strictObject({
  ...client,
  id: z.guid().optional(),
  name: z.string().min(1),
  /** Names; the first is the default. */
  warehouses: z.array(z.string().min(1)).min(1).default(["Main"]),
  customers: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        code: z.string().min(1),
        warehouses: z.array(z.string()).optional(),
        products: z.array(z.string().min(1)).default([]),
      }),
    )
    .default([]),
});
const clientBody = z.strictObject({
  ...client,
  clientSecret: z.string().min(1).optional(),
  name: z.string().optional(),
  tenantIds: z.array(z.string()).optional(),
  customerIds: z.array(z.string()).nullable().optional(),
  warehouseIds: z.array(z.string()).nullable().optional(),
  active: z.boolean().optional(),
});

/** Adds tenants and API clients and ends tokens, as JSON for tests. */
export function tenantControl(app: Hono<SandboxEnv>, world: World): void {
  app.get("/_sandbox/tenants", (c) => c.json({ tenants: world.all("tenants") }));
  app.post("/_sandbox/tenants", async (c) =>
    c.json(addTenant(world, await readInput(c, tenantBody)), 201),
  );
  app.post("/_sandbox/clients", async (c) =>
    c.json(changeClient(world, await readInput(c, clientBody))),
  );
  app.post("/_sandbox/tokens/revoke", (c) => {
    const tokens = world.all("tokens");
    for (const { token } of tokens) world.store.remove("tokens", token);
    return c.json({ revoked: tokens.length });
  });
}

function addTenant(world: World, input: z.infer<typeof tenantBody>) {
  const id = input.id ?? randomUUID();
  if (world.get("clients", input.clientId))
    throw new FloorRefusal(`There is already an API client ${input.clientId}.`);
  const warehouses = input.warehouses.map((name) => ({ id: randomUUID(), name }));
  const slug = input.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const defaultWarehouseId = warehouses[0]?.id ?? "";
  const tenant = { id, name: input.name, slug, warehouses, defaultWarehouseId };
  return world.store.batch(() => {
    world.put("tenants", id, tenant);
    const { clientId, clientSecret } = input;
    changeClient(world, { clientId, clientSecret, roles: input.roles, tenantIds: [id] });
    const customers = input.customers.map(({ name, code, warehouses: named, products }) => {
      const allowed = warehouses.filter((one) => !named || named.includes(one.name));
      const customer = {
        id: randomUUID(),
        tenantId: id,
        name,
        code,
        enabled: true,
        warehouseIds: allowed.map((one) => one.id),
        settings: importSettings.parse({}),
      };
      world.put("customers", customer.id, customer);
      const created = world.now().toISOString();
      for (const product of products)
        putProduct(world, id, customer.id, { code: product, name: product, created });
      return customer;
    });
    return { tenant, customers };
  });
}

/** Adds an API client, or changes the given fields of it; a new secret leaves issued tokens alone. */
function changeClient(world: World, change: z.infer<typeof clientBody>): ApiClient {
  const before = world.get("clients", change.clientId);
  const clientSecret = change.clientSecret ?? before?.clientSecret;
  const tenantIds = change.tenantIds ?? before?.tenantIds;
  if (!clientSecret || !tenantIds)
    throw new FloorRefusal("A new API client needs clientSecret and tenantIds.");
  const changed: ApiClient = {
    clientId: change.clientId,
    clientSecret,
    tenantIds,
    userId: before?.userId ?? randomUUID(),
    name: change.name ?? before?.name ?? change.clientId,
    roles: change.roles ?? before?.roles ?? [...roles],
    customerIds: pick(change.customerIds, before?.customerIds),
    warehouseIds: pick(change.warehouseIds, before?.warehouseIds),
    active: change.active ?? before?.active ?? true,
  };
  world.put("clients", changed.clientId, changed);
  return changed;
}

function pick(given: string[] | null | undefined, before: string[] | null | undefined) {
  return given === undefined ? (before ?? null) : given;
}
