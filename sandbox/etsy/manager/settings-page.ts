import { html } from "hono/html";
import type { World } from "@/sandbox/etsy/world/world";
import type { Fault, Faults } from "@/sandbox/kernel/faults";
import type { Html } from "@/sandbox/kernel/page";
import { button, field, form, page, select } from "@/sandbox/kernel/page";
import { site } from "./shop-pages";

const receipts = "/v3/application/shops/{shop_id}/receipts";
export const faultRoutes = [
  { value: "*", label: "Any request" },
  { value: `GET ${receipts}`, label: "List receipts" },
  { value: `GET ${receipts}/{receipt_id}`, label: "Read a receipt" },
  { value: `POST ${receipts}/{receipt_id}/tracking`, label: "Post tracking" },
  { value: "POST /v3/public/oauth/token", label: "Get or refresh tokens" },
];
export const faultKinds: { value: string; label: string; fault: Fault }[] = [
  {
    value: "500",
    label: "500 Server Error",
    fault: { kind: "status", status: 500, body: { error: "Server Error" } },
  },
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
  {
    value: "403",
    label: "403 Forbidden",
    fault: { kind: "status", status: 403, body: { error: "Forbidden" } },
  },
  {
    value: "400",
    label: "400 A tracking number is required",
    fault: { kind: "status", status: 400, body: { error: "A tracking number is required" } },
  },
  { value: "reset", label: "Connection cut", fault: { kind: "reset" } },
  { value: "slow", label: "10 s late", fault: { kind: "delay", ms: 10_000 } },
  { value: "half", label: "Half an answer", fault: { kind: "half-json" } },
];
const whens = [
  { value: "before", label: "Before the work is done" },
  { value: "after", label: "After the work is done" },
];
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
${faultSection(faults)}`;
  return page({ ...site, title: "Settings", notice, body });
}

function faultSection(faults: Faults): Html {
  const waiting = faults
    .list()
    .filter((line) => line.times === "always" || line.played < line.times);
  const list = waiting.map(
    (line) => html`<li>${line.route}: ${line.fault.kind}, ${line.when}</li>`,
  );
  const fields = html`<div class="grid">
${select({ label: "Request", name: "route", value: "*", options: faultRoutes })}
${select({ label: "Goes wrong with", name: "kind", value: "500", options: faultKinds })}
${select({ label: "When", name: "when", value: "before", options: whens })}</div>
<div class="actions">${button("Let the next one go wrong")}</div>`;
  return html`<section><h2>Faults</h2>${form("/settings/faults", fields)}
${list.length > 0 ? html`<ul>${list}</ul>${form("/settings/faults/clear", button("Remove faults", "quiet"))}` : ""}
</section>`;
}
