import type { Hono } from "hono";
import { orderAnswer } from "@/sandbox/cartoncloud/orders/answers";
import { createOrder } from "@/sandbox/cartoncloud/orders/create-order";
import { orderInput } from "@/sandbox/cartoncloud/orders/order-input";
import { removeOrder } from "@/sandbox/cartoncloud/orders/steps";
import { orderFields } from "@/sandbox/cartoncloud/search/fields";
import { matcher } from "@/sandbox/cartoncloud/search/matcher";
import { searchRequest } from "@/sandbox/cartoncloud/search/search-request";
import { searchableOrder } from "@/sandbox/cartoncloud/search/searchable";
import { findable } from "@/sandbox/cartoncloud/world/findable";
import type { Order, Role } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { SandboxEnv } from "@/sandbox/kernel/recorder";
import type { TenantCall } from "./caller";
import { checkQuery, enterTenant, pathId, sees } from "./caller";
import { pageOf, pagingQuery } from "./paging";
import { prefers } from "./prefer";
import { answer, refusal } from "./problem";
import type { RateLimit } from "./rate-limit";
import { readBody } from "./read-body";

const anyOf: Role[] = ["WMS Create Jobs"];

/** Outbound orders: create, search, read, delete. Updating does not exist in this API. */
export function orderRoutes(app: Hono<SandboxEnv>, world: World, limit: RateLimit): void {
  app.post("/tenants/:tenantId/outbound-orders", async (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c);
    limit.take(call.client);
    const input = await readBody(c, orderInput);
    const order = createOrder(world, call, input);
    return answer(order.status === "REJECTED" ? 228 : 201, orderAnswer(world, order));
  });

  app.post("/tenants/:tenantId/outbound-orders/search", async (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c, pagingQuery);
    const minimal = prefers(c, "return=minimal");
    const { condition } = await readBody(c, searchRequest);
    const fits = matcher(condition, orderFields);
    const found = findable(world, "orders", call.tenant.id).filter(
      (order) => sees(call, order) && fits(searchableOrder(world, order)),
    );
    const limits = { defaultSize: 50, maxSize: world.settings().maxPageSize };
    const { rows, headers } = pageOf(c, found, limits);
    const applied: Record<string, string> = minimal
      ? { "Preference-Applied": "return=minimal" }
      : {};
    const body = rows.map((order) => (minimal ? { id: order.id } : orderAnswer(world, order)));
    return answer(200, body, { ...headers, ...applied });
  });

  app.get("/tenants/:tenantId/outbound-orders/:id", (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c);
    return answer(200, orderAnswer(world, existing(call, pathId(c, "id"))));
  });

  app.delete("/tenants/:tenantId/outbound-orders/:id", (c) => {
    const call = enterTenant(c, world, anyOf);
    checkQuery(c);
    const order = existing(call, pathId(c, "id"));
    const wanted = c.req.header("if-match")?.replaceAll('"', "");
    if (wanted !== undefined && wanted !== String(order.version))
      throw refusal(412, `Version is ${order.version}, not ${wanted}`);
    if (!world.settings().deletableStatuses.includes(order.status))
      throw refusal(422, `An order in status ${order.status} may not be deleted`);
    removeOrder(world, order);
    return new Response(null, { status: 204 });
  });
}

function existing(call: TenantCall, id: string): Order {
  const order = call.world.get("orders", id);
  if (!order || order.deleted || !sees(call, order)) throw refusal(404, "No order has this id");
  return order;
}
