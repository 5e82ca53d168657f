import { html } from "hono/html";
import type { Parcel } from "@/sandbox/cartoncloud/orders/consign";
import type { Html } from "@/sandbox/kernel/page";
import { field } from "@/sandbox/kernel/page";
import { hidden } from "./layout";

/** Fields for parcels, one row each. With several rows each label says which parcel it is of. */
export function parcelFields(parcels: Parcel[]): Html {
  const rows = parcels.map((parcel, place) => {
    const of = parcels.length > 1 ? ` of parcel ${place + 1}` : "";
    return html`<div class="grid">
${field({ label: `Carrier${of}`, name: `carrier-${place}`, value: parcel.carrier ?? "" })}
${field({ label: `Tracking number${of}`, name: `tracking-${place}`, value: parcel.tracking ?? "" })}
${field({ label: `Tracking page${of}`, name: `url-${place}`, value: parcel.url ?? "" })}
${parcel.consignmentId ? hidden(`consignment-${place}`, parcel.consignmentId) : ""}</div>`;
  });
  return html`${hidden("parcels", String(parcels.length))}${rows}`;
}

/** Reads back what `parcelFields` asked for. */
export function readParcels(form: Record<string, unknown>): Parcel[] {
  const text = (name: string): string => (typeof form[name] === "string" ? form[name] : "");
  return Array.from({ length: Math.min(Number(text("parcels")) || 0, 20) }, (_, place) => ({
    carrier: text(`carrier-${place}`),
    tracking: text(`tracking-${place}`),
    url: text(`url-${place}`),
    ...(text(`consignment-${place}`) ? { consignmentId: text(`consignment-${place}`) } : {}),
  }));
}
