import { html } from "hono/html";
import type { World } from "@/sandbox/etsy/world/world";
import type { FaultChoices } from "@/sandbox/kernel/fault-form";
import { commonFaults, faultSection } from "@/sandbox/kernel/fault-form";
import type { Fault, Faults } from "@/sandbox/kernel/faults";
import type { Html } from "@/sandbox/kernel/page";
import { button, field, form, page, select } from "@/sandbox/kernel/page";
import { site } from "./shop-pages";

const receipts = "/v3/application/shops/{shop_id}/receipts";
const status = (code: number, error: string): Fault => ({
  kind: "status",
  status: code,
  body: { error },
});
export const faultChoices: FaultChoices = {
  action: "/settings/faults",
  routes: [
    { value: "*", label: "Any request" },
    { value: `GET ${receipts}`, label: "List receipts" },
    { value: `GET ${receipts}/{receipt_id}`, label: "Read a receipt" },
    { value: `POST ${receipts}/{receipt_id}/tracking`, label: "Post tracking" },
    { value: "POST /v3/public/oauth/token", label: "Get or refresh tokens" },
  ],
  kinds: [
    { value: "500", label: "500 Server Error", fault: status(500, "Server Error") },
    {
      value: "429",
      label: "429 with Retry-After 5",
      fault: {
        kind: "status",
        status: 429,
        headers: { "retry-after": "5" },
        body: { error: "Exceeded per second rate limit" },
      },
    },
    { value: "403", label: "403 Forbidden", fault: status(403, "Forbidden") },
    { value: "404", label: "404 Not found", fault: status(404, "Resource not found") },
    {
      value: "400",
      label: "400 A tracking number is required",
      fault: status(400, "A tracking number is required"),
    },
    {
      value: "unshown",
      label: "200 that shows no shipment",
      fault: { kind: "status", status: 200, body: { receipt_id: 1, shipments: [] } },
    },
    ...commonFaults,
  ],
};
const refreshModes = [
  { value: "single-use", label: "Good once" },
  { value: "grace", label: "Good again for a while" },
  { value: "reuse-revokes-family", label: "Second use revokes everything" },
];
const signatures = [
  { value: "no", label: "Etsy's" },
  { value: "yes", label: "A stranger's" },
];

/** The knobs that people turn most; the rest is under /_sandbox/settings. */
export function settingsPage(world: World, faults: Faults, notice: string | undefined): Html {
  const settings = world.settings.get();
  const number = (label: string, name: keyof typeof settings) =>
    field({ label, name, type: "number", value: String(settings[name]) });
  const knobs = html`<div class="grid">
${select({ label: "A refresh token is", name: "refreshMode", value: settings.refreshMode, options: refreshModes })}
${number("Grace for its second use, s", "graceSeconds")}
${number("Access token lives, s", "accessTokenSeconds")}
${number("Refresh token lives, s", "refreshTokenSeconds")}
${number("Requests per second", "perSecond")}
${number("Requests per day", "perDay")}</div>
<div class="actions">${button("Save settings")}</div>`;
  const webhookKnobs = html`<div class="grid">
${number("Delivered late by, s", "webhookDelaySeconds")}
${number("Times each is delivered", "webhookTimes")}
${number("Mixed in groups of", "webhookReorder")}
${select({ label: "Signature", name: "webhookForged", value: settings.webhookForged ? "yes" : "no", options: signatures })}</div>
<div class="actions">${button("Save webhooks")}</div>`;
  const sellers = world.sellers().map(
    ({ login, shopName }) => html`<h3>${login} · ${shopName ?? "no shop"}</h3><div class="actions">
${form(`/settings/sellers/${login}/revoke`, button(`Revoke all tokens of ${login}`, "danger"))}
${form(`/settings/sellers/${login}/expire`, button(`Expire access tokens of ${login}`, "quiet"))}</div>`,
  );
  const body = html`<section><h2>Tokens and limits</h2>${form("/settings", knobs)}</section>
<section><h2>Webhooks</h2>
<p>${settings.webhookUrl ? `Orders are told to ${settings.webhookUrl}.` : "No address is set: none are sent."}</p>
${form("/settings/webhooks", webhookKnobs)}</section>
<section><h2>Sellers</h2><p>Revoking is what a changed password does.</p>${sellers}</section>
${faultSection(faults, faultChoices)}`;
  return page({ ...site, title: "Settings", notice, body });
}
