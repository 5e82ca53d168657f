import { html } from "hono/html";
import { addressAnswer } from "@/sandbox/cartoncloud/orders/address";
import { consignmentsOf } from "@/sandbox/cartoncloud/orders/consign";
import type { Order } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { customerOf, tenantOf } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { floorPage, statusBadge } from "./layout";
import { orderActions } from "./order-actions";

type Told = { notice?: string; problem?: string; parcels: number };

/** One order: what to pack, where it goes, and what can be done with it. */
export function orderPage(world: World, order: Order, told: Told): Html {
  const warehouse = tenantOf(world, order).warehouses.find((one) => one.id === order.warehouseId);
  const { details, references } = order.input;
  const facts: [string, Html | string | number][] = [
    ["Status", statusBadge(order)],
    ["Order", order.number],
    ["Customer", customerOf(world, order).name],
    ["Warehouse", warehouse?.name ?? "None"],
    ["Packing instructions", details.instructions || "None"],
    ["Delivery instructions", details.deliver.instructions || "None"],
    ["Service", details.deliver.method?.requestedService ?? "Not asked for"],
    ["Invoice value", money(details.invoiceValue)],
    ["Required ship date", details.collect?.requiredDate ?? "None"],
  ];
  return floorPage({
    title: `Sale Order ${references.customer}`,
    notice: told.notice,
    problem: told.problem,
    body: html`<section><dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>
${errors(order)}
${lines(world, order)}
<section><h2>Deliver to</h2><address>${addressLines(order).map((line) => html`${line}<br>`)}</address></section>
${consignments(world, order)}
${orderActions(world, order, told.parcels)}`,
  });
}

function errors(order: Order): Html | "" {
  if (order.errors.length === 0) return "";
  const items = order.errors.map(
    (error) => html`<li>${error.message}${error.isResolved ? " (resolved)" : ""}</li>`,
  );
  return html`<section><h2>Errors</h2><ul>${items}</ul></section>`;
}

function lines(world: World, order: Order): Html {
  const rows = order.lines.map((line) => {
    const product = world.get("products", line.productId);
    return html`<tr><td>${product?.code ?? ""}</td><td>${product?.name ?? "Removed product"}</td><td>${line.quantity}</td></tr>`;
  });
  return html`<section><h2>Lines</h2><div class="scroll"><table><thead><tr><th>Product code</th><th>Product</th><th>Quantity</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function consignments(world: World, order: Order): Html | "" {
  const made = consignmentsOf(world, order.id);
  if (made.length === 0) return "";
  const rows = made.map(
    (one) =>
      html`<tr><td>${one.carrier ?? "None"}</td><td>${one.tracking ?? "None"}</td><td>${one.status}</td></tr>`,
  );
  return html`<section><h2>Consignments</h2><div class="scroll"><table><thead><tr><th>Carrier</th><th>Tracking number</th><th>Status</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function addressLines(order: Order): string[] {
  const address = addressAnswer(order.input.details.deliver.address);
  const { state } = address;
  const place = [address.suburb, address.city, state?.code ?? state?.name, address.postcode];
  const country = address.country?.name ?? address.country?.iso3Code ?? "Country not known";
  return [
    address.companyName,
    address.contactName,
    address.address1,
    address.address2,
    place.filter(Boolean).join(" "),
    country,
    address.phone,
    address.email,
  ].flatMap((line) => line || []);
}

function money(value: { amount: number; currency?: string | null } | null | undefined): string {
  return value ? `${value.amount.toFixed(2)} ${value.currency ?? ""}` : "Not given";
}
