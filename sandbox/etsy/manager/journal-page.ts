import { html } from "hono/html";
import type { Delivery } from "@/sandbox/etsy/webhooks/sender";
import type { Journal } from "@/sandbox/kernel/journal";
import type { Html } from "@/sandbox/kernel/page";
import { page, table } from "@/sandbox/kernel/page";
import { site } from "./shop-pages";

const MOST_SHOWN = 100;

/** The newest API requests, and the webhooks sent. Pages of the stand-in itself are left out. */
export function journalPage(journal: Journal, deliveries: readonly Delivery[]): Html {
  const calls = journal.since(0).filter((entry) => entry.path.startsWith("/v3/"));
  const rows = calls
    .slice(-MOST_SHOWN)
    .reverse()
    .map(
      (entry) => html`<tr><td>${entry.at.slice(11, 23)}</td><td>${entry.method} ${entry.path}</td>
<td>${new URLSearchParams(entry.query).toString()}</td><td>${entry.status ?? "cut"}</td></tr>`,
    );
  const headings = ["Time", "Request", "Query", "Answer"];
  const sent = deliveries
    .slice(-MOST_SHOWN)
    .reverse()
    .map(
      (one) => html`<tr><td>${one.at.slice(11, 23)}</td><td>${one.event}</td>
<td>${one.receiptId}</td><td>${one.attempts.map((status) => status || "none").join(", ")}</td></tr>`,
    );
  const told = ["Time", "Event", "Receipt", "Answers"];
  const body = html`<section><p>${calls.length} requests of apps, times in UTC.</p>
${table({ label: "Requests", headings, rows })}</section>
<section><h2>Webhooks</h2>${table({ label: "Webhooks", headings: told, rows: sent })}</section>`;
  return page({ ...site, title: "Requests", body });
}
