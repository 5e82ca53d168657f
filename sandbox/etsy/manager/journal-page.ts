import { html } from "hono/html";
import type { Journal } from "@/sandbox/kernel/journal";
import type { Html } from "@/sandbox/kernel/page";
import { page, table } from "@/sandbox/kernel/page";
import { site } from "./shop-pages";

const MOST_SHOWN = 100;

/** The newest API requests. Pages of the stand-in itself are left out. */
export function journalPage(journal: Journal): Html {
  const calls = journal.since(0).filter((entry) => entry.path.startsWith("/v3/"));
  const rows = calls
    .slice(-MOST_SHOWN)
    .reverse()
    .map(
      (entry) => html`<tr><td>${entry.at.slice(11, 23)}</td><td>${entry.method} ${entry.path}</td>
<td>${new URLSearchParams(entry.query).toString()}</td><td>${entry.status ?? "cut"}</td></tr>`,
    );
  const headings = ["Time", "Request", "Query", "Answer"];
  const body = html`<section><p>${calls.length} requests of apps, times in UTC.</p>
${table({ label: "Requests", headings, rows })}</section>`;
  return page({ ...site, title: "Requests", body });
}
