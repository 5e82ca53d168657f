import { html } from "hono/html";
import type { FloorAction } from "@/sandbox/cartoncloud/orders/actions";
import { allows } from "@/sandbox/cartoncloud/orders/actions";
import { consignmentsOf } from "@/sandbox/cartoncloud/orders/consign";
import { plausibleParcel } from "@/sandbox/cartoncloud/orders/plausible-parcel";
import type { Order } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { button, field, form } from "@/sandbox/kernel/page";
import { hidden } from "./layout";
import { parcelFields } from "./parcel-fields";

/** The buttons that the order's status allows. `parcels` is how many the dispatch form offers. */
export function orderActions(world: World, order: Order, parcels: number): Html {
  const post = (action: FloorAction, ...content: Html[]): Html | "" =>
    allows(order, action) ? form(`/orders/${order.id}/${action}`, ...content) : "";
  const quick = [
    post("reprocess", button("Resolve and re-process")),
    post("stock-arrived", button("Stock has arrived")),
    post("start-packing", button("Start packing", "quiet")),
    post("pack", button("Pack", "quiet")),
    post("delete", button("Delete", "danger")),
  ].filter((one) => one !== "");
  return html`${quick.length > 0 ? html`<section><h2>Actions</h2><div class="actions">${quick}</div></section>` : ""}
${allows(order, "dispatch") ? dispatchForm(order, parcels) : ""}
${allows(order, "tracking") ? trackingForm(world, order) : ""}
${
  allows(order, "reject")
    ? html`<section><h2>Reject</h2>${post(
        "reject",
        field({ label: "Reason", name: "reason", value: "Rejected by the floor", required: true }),
        button("Reject", "danger"),
      )}</section>`
    : ""
}`;
}

function dispatchForm(order: Order, count: number): Html {
  const parcels = Array.from({ length: count }, (_, place) => plausibleParcel(order, place));
  const href = (parcelCount: number) => `/orders/${order.id}?parcels=${parcelCount}`;
  return html`<section><h2>Dispatch</h2>
${form(`/orders/${order.id}/dispatch`, parcelFields(parcels), html`<div class="actions">${button("Dispatch")}</div>`)}
<div class="actions">${form(`/orders/${order.id}/dispatch`, hidden("parcels", "0"), button("Send without a parcel", "quiet"))}</div>
<p><a href="${href(count + 1)}">One parcel more</a>${count > 1 ? html` · <a href="${href(count - 1)}">One parcel less</a>` : ""}</p></section>`;
}

function trackingForm(world: World, order: Order): Html {
  const present = consignmentsOf(world, order.id).map((one) => ({ ...one, consignmentId: one.id }));
  return html`<section><h2>Tracking</h2>
<p class="soft">The last row adds a parcel when it is filled in.</p>
${form(`/orders/${order.id}/tracking`, parcelFields([...present, {}]), html`<div class="actions">${button("Add or change tracking")}</div>`)}</section>`;
}
