import type { Hono } from "hono";
import { Problem } from "@/sandbox/cartoncloud/api/problem";
import { createOrder } from "@/sandbox/cartoncloud/orders/create-order";
import { orderInput } from "@/sandbox/cartoncloud/orders/order-input";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { tenantOf } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import { ordersPage } from "./orders-page";

/** Enters an order that no client of the API made; a refusal is shown on the page of orders. */
export function newOrderRoute(app: Hono<SandboxEnv>, world: World): void {
  app.post("/orders", async (c) => {
    const given = new URLSearchParams(await c.req.text());
    const customer = world.get("customers", given.get("customerId") ?? "");
    const refused = (problem: string) => c.html(ordersPage(world, { problem }), 409);
    if (!customer) return refused("There is no such customer.");
    const tenant = tenantOf(world, customer);
    const client = world.all("clients").find(({ tenantIds }) => tenantIds.includes(tenant.id));
    const input = orderInput.safeParse({
      references: { customer: given.get("reference") },
      customer: { id: customer.id },
      warehouse: { id: customer.warehouseIds[0] ?? "" },
      details: {
        deliver: {
          address: {
            contactName: "Counter sale",
            address1: "1 Counter Street",
            city: "Melbourne",
            country: { iso2Code: "AU" },
          },
        },
      },
      items: [
        {
          details: { product: { references: { code: given.get("code") } } },
          measures: { quantity: 1 },
        },
      ],
    });
    if (!client || !input.success) return refused("Type a reference and a product code.");
    try {
      const { id } = createOrder(world, { tenant, client }, input.data);
      return c.redirect(`/orders/${id}`, 303);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return refused(problem.message);
    }
  });
}
