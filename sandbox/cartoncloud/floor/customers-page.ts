import { html } from "hono/html";
import type { Customer } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { tenantOf } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { button, form } from "@/sandbox/kernel/page";
import { floorPage } from "./layout";

const choices = [
  ["unknownProduct", "Unknown product code", { reject: "Reject order", remove: "Remove line" }],
  ["blankProduct", "Blank product code", { reject: "Reject order", remove: "Remove line" }],
  [
    "outOfStock",
    "Out of stock",
    { await: "Await stock", reject: "Reject order", remove: "Remove line" },
  ],
  [
    "consignments",
    "Make consignments",
    { dispatch: "At dispatch", import: "At import", never: "Never" },
  ],
] as const;
const switches = [
  ["uniqueReferences", "Refuse a reference that is taken"],
  ["rejectedKeepsReference", "A rejected order keeps its reference"],
  ["allowInvalidAddresses", "Allow invalid addresses via API"],
] as const;

/** Every customer with its warehouses and what becomes of its orders at import. */
export function customersPage(world: World, told: { notice?: string; problem?: string }): Html {
  const cards = world.all("customers").map((customer) => card(world, customer));
  return floorPage({ title: "Customers", ...told, body: html`${cards}` });
}

/** Reads the form of a customer's card: the warehouses and settings to put in place. */
export function readCustomer(form: Record<string, string | string[]>) {
  const ids = form.warehouse ?? [];
  const chosen = choices.map(([name]) => [name, form[name]]);
  const ticked = switches.map(([name]) => [name, form[name] === "on"]);
  return {
    warehouseIds: Array.isArray(ids) ? ids : [ids],
    settings: Object.fromEntries([...chosen, ...ticked]) as Record<string, unknown>,
  };
}

function card(world: World, customer: Customer): Html {
  const id = (name: string) => `${name}-${customer.id}`;
  const tick = (name: string, value: string, label: string, checked: boolean) =>
    html`<div class="tick"><input type="checkbox" id="${id(name + value)}" name="${name}" value="${value}" ${checked ? "checked" : ""}>
<label for="${id(name + value)}">${label}</label></div>`;
  const warehouses = tenantOf(world, customer).warehouses.map((warehouse) =>
    tick("warehouse", warehouse.id, warehouse.name, customer.warehouseIds.includes(warehouse.id)),
  );
  const selects = choices.map(
    ([name, label, options]) => html`<div class="field"><label for="${id(name)}">${label}</label>
<select id="${id(name)}" name="${name}">${Object.entries(options).map(
      ([value, text]) =>
        html`<option value="${value}" ${customer.settings[name] === value ? "selected" : ""}>${text}</option>`,
    )}</select></div>`,
  );
  return html`<section><h2>${customer.name}</h2>${form(
    `/customers/${customer.id}`,
    html`<fieldset><legend>Warehouses</legend>${warehouses}</fieldset>`,
    html`<div class="grid">${selects}</div>`,
    html`${switches.map(([name, label]) => tick(name, "on", label, customer.settings[name]))}`,
    html`<div class="actions">${button(`Save ${customer.name}`)}</div>`,
  )}</section>`;
}
