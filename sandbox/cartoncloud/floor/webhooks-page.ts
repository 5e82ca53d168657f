import { html } from "hono/html";
import type { Delivery } from "@/sandbox/cartoncloud/webhooks/delivery";
import type { World } from "@/sandbox/cartoncloud/world/world";
import type { Html } from "@/sandbox/kernel/page";
import { button, field, form, select, table } from "@/sandbox/kernel/page";
import { floorPage, hidden } from "./layout";

/** The latest calls that the page lists. */
const mostShown = 20;

const yesOrNo = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
];

const bodies = [
  { value: "order", label: "The order" },
  { value: "no_json", label: "Text that is no JSON" },
  { value: "two_megabytes", label: "Two megabytes" },
];

/** How the webhook's calls are sent, the latest of them, and buttons to send them again. */
export function webhooksPage(
  world: World,
  deliveries: readonly Delivery[],
  told: { notice?: string | undefined; problem?: string | undefined },
): Html {
  const { webhook } = world.settings();
  const text = (label: string, name: string, value: string | number) =>
    field({ label, name, value: String(value), required: true });
  const fields = html`<div class="grid">
${field({ label: "Address", name: "url", value: webhook?.url ?? "", hint: "Empty: none are sent" })}
${field({ label: "API-Key", name: "apiKey", value: webhook?.apiKey ?? "" })}
${text("Times each is sent", "copies", webhook?.copies ?? 1)}
${text("Late by, ms", "delayMs", webhook?.delayMs ?? 0)}
${text("Last first in groups of", "reorder", webhook?.reorder ?? 0)}
${select({ label: "Consignments too", name: "consignments", value: webhook?.consignments ? "yes" : "no", options: yesOrNo })}
${select({ label: "What each carries", name: "body", value: webhook?.body ?? "order", options: bodies })}</div>
<div class="actions">${button("Save webhook")}</div>`;
  const rows = deliveries
    .slice(-mostShown)
    .reverse()
    .map(
      ({ id, state, outcome }) => html`<tr><td>${id}</td><td>${state}</td><td>${outcome ?? ""}</td>
<td>${form("/webhooks/replay", hidden("id", String(id)), button(`Send ${id} again`, "quiet"))}</td></tr>`,
    );
  const list =
    rows.length > 0
      ? html`${table({ label: "Calls", headings: ["Call", "State", "Outcome", "Again"], rows })}
<div class="actions">${form("/webhooks/replay", button("Send all again", "quiet"))}</div>`
      : html`<p>None was sent yet.</p>`;
  return floorPage({
    title: "Webhooks",
    ...(told.notice ? { notice: told.notice } : {}),
    ...(told.problem ? { problem: told.problem } : {}),
    body: html`<section><h2>How they are sent</h2>${form("/webhooks", fields)}</section>
<section><h2>Calls</h2>${list}</section>`,
  });
}
