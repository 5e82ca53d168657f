import { html } from "hono/html";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { button, field, form, select } from "@/sandbox/kernel/page";

/** A form for an order that no client of the API made, as the floor's people enter them. */
export function newOrderForm(world: World): Html {
  const customers = world.all("customers").map(({ id, name }) => ({ value: id, label: name }));
  const fields = html`<div class="grid">
${select({ label: "Customer", name: "customerId", options: customers })}
${field({ label: "Reference", name: "reference", required: true })}
${field({ label: "Product code", name: "code", value: "MUG-FOG", required: true })}</div>
<div class="actions">${button("Enter the order", "quiet")}</div>`;
  return html`<section><h2>An order that comes another way</h2>${form("/orders", fields)}</section>`;
}
