import type { Hono } from "hono";
import { customerSummary } from "@/sandbox/cartoncloud/orders/answers";
import type { Customer, Role } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { tenantOf } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { checkQuery, enterTenant, pathId, sees } from "./caller";
import { pageOf, pagingQuery } from "./paging";
import { answer, refusal } from "./problem";

const anyOf: Role[] = ["Add Customer", "TMS Create Jobs", "WMS Create Jobs"];

/** Customers of a tenant, as far as the API client may see them. */
export function customerRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.get("/tenants/:tenantId/customers", (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c, pagingQuery);
    const mine = world
      .all("customers")
      .filter((customer) => sees(call, { ...customer, customerId: customer.id }));
    const limits = { defaultSize: 50, maxSize: world.settings().maxPageSize };
    const { rows, headers } = pageOf(c, mine, limits);
    return answer(
      200,
      rows.map((customer) => customerAnswer(world, customer)),
      headers,
    );
  });

  app.get("/tenants/:tenantId/customers/:id", (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c);
    const customer = world.get("customers", pathId(c, "id"));
    if (!customer || !sees(call, { ...customer, customerId: customer.id }))
      throw refusal(404, "No customer has this id");
    return answer(200, customerAnswer(world, customer));
  });
}

function customerAnswer(world: World, customer: Customer) {
  const warehouses = tenantOf(world, customer).warehouses.filter((one) =>
    customer.warehouseIds.includes(one.id),
  );
  return {
    ...customerSummary(customer),
    scope: "CUSTOMER",
    ...(world.settings().customersShowWarehouses ? { warehouses } : {}),
  };
}
