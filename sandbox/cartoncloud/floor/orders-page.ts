import { html } from "hono/html";
import type { Order } from "@/sandbox/cartoncloud/world/records";
import { orderStatuses, statusLabels } from "@/sandbox/cartoncloud/world/statuses";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf, tenantOf } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { floorPage, statusBadge } from "./layout";
import { newOrderForm } from "./new-order-form";

const mostPerStatus = 100;

/** All orders, by status, newest first. */
export function ordersPage(
  world: World,
  told: { notice?: string | undefined; problem?: string },
): Html {
  const orders = world.all("orders").filter((order) => !order.deleted);
  const sections = orderStatuses.flatMap((status) => {
    const group = orders.filter((order) => order.status === status).reverse();
    if (group.length === 0) return [];
    const more = group.length - mostPerStatus;
    return html`<section><h2>${statusLabels[status]} (${group.length})</h2>
<div class="scroll"><table><thead><tr><th>Reference</th><th>Order</th><th>Customer</th><th>Warehouse</th><th>Status</th><th>Created</th></tr></thead>
<tbody>${group.slice(0, mostPerStatus).map((order) => row(world, order))}</tbody></table></div>
${more > 0 ? html`<p class="soft">${more} older ones are not shown.</p>` : ""}</section>`;
  });
  return floorPage({
    title: "Sale Orders",
    ...(told.notice ? { notice: told.notice } : {}),
    ...(told.problem ? { problem: told.problem } : {}),
    body: html`${
      sections.length > 0
        ? sections
        : html`<p>No orders yet. They appear here as soon as a client creates them.</p>`
    }${newOrderForm(world)}`,
  });
}

function row(world: World, order: Order): Html {
  const tenant = tenantOf(world, order);
  const warehouse = tenant.warehouses.find((one) => one.id === order.warehouseId)?.name ?? "None";
  const owner = customerOf(world, order).name;
  return html`<tr><td><a href="/orders/${order.id}">${order.input.references.customer}</a></td>
<td>${order.number}</td><td>${owner}${world.store.count("tenants") > 1 ? html`<br><small>${tenant.name}</small>` : ""}</td>
<td>${warehouse}</td><td>${statusBadge(order)}</td><td><time datetime="${order.created}">${order.created.slice(0, 16).replace("T", " ")} UTC</time></td></tr>`;
}
