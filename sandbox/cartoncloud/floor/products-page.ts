import { html } from "hono/html";
import type { Product } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { badge, button, field, form, select } from "@/sandbox/kernel/page";
import { floorPage } from "./layout";

/** Product codes of every customer: add one, retire one, take it back. */
export function productsPage(world: World, told: { notice?: string; problem?: string }): Html {
  const customers = world.all("customers");
  const sections = customers.map((customer) => {
    const rows = world.all("products").filter((one) => one.customerId === customer.id);
    return html`<section><h2>${customer.name}</h2><div class="scroll"><table>
<thead><tr><th>Product code</th><th>Name</th><th>State</th><th>Change</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></div></section>`;
  });
  const options = customers.map((customer) => ({ value: customer.id, label: customer.name }));
  return floorPage({
    title: "Products",
    ...told,
    body: html`<section><h2>Add a product code</h2>${form(
      "/products",
      html`<div class="grid">${select({ label: "Customer", name: "customerId", options })}
${field({ label: "Product code", name: "code", required: true })}
${field({ label: "Name", name: "name" })}</div>`,
      html`<div class="actions">${button("Add product")}</div>`,
    )}</section>${sections}`,
  });
}

function row(product: Product): Html {
  const change = product.active
    ? form(`/products/${product.id}/retire`, button(`Retire ${product.code}`, "quiet"))
    : form(`/products/${product.id}/restore`, button(`Restore ${product.code}`, "quiet"));
  return html`<tr><td>${product.code}</td><td>${product.name}</td>
<td>${product.active ? badge("Active", "good") : badge("Retired", "warn")}</td><td>${change}</td></tr>`;
}
