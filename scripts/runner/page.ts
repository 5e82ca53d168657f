import type { Core } from "./core";
import type { RunSummary } from "./history";
import { summarize } from "./history";
import type { RunnerStatus } from "./status";

const STYLE =
  "body{font:14px/1.5 system-ui;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd}.failed{color:#a00000}nav a{margin-right:1rem}";
const MAX_OPEN_SHOWN = 200;

/**
 * The runner's page: functions, and the last runs.
 * @param filter a run status, or empty for all.
 */
export function renderPage(core: Core, status: RunnerStatus, filter: string): string {
  const open = [...core.runs.values()].slice(-MAX_OPEN_SHOWN).reverse().map(summarize);
  const runs = [...open, ...core.history.list()].filter((run) => !filter || run.status === filter);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>Embedded runner</title><style>${STYLE}</style>
<h1>Embedded runner</h1>
<p>App ${escapeHtml(status.app.id ?? "not known yet")}, ${status.app.up ? "up" : "down"}, ${status.mode} mode.
${status.queued} queued, ${status.running} running, ${status.inFlight} in flight.</p>
${status.app.problem ? `<p class="failed">${escapeHtml(status.app.problem)}</p>` : ""}
<h2>Functions</h2><table><tr><th>Function<th>Triggers</tr>
${status.functions.map((fn) => `<tr><td>${escapeHtml(fn.id)}<td>${fn.triggers.map(escapeHtml).join("<br>")}</tr>`).join("\n")}
</table>
<h2>Runs</h2><nav><a href="/">all</a><a href="/?status=failed">failed</a><a href="/?status=running">running</a></nav>
<table><tr><th>Run<th>Function<th>Event<th>Status<th>Attempts<th>Requests<th>Queued (UTC)<th>Error</tr>
${runs.map(row).join("\n")}
</table></html>`;
}

function row(run: RunSummary): string {
  const cells = [
    run.id,
    run.functionId,
    run.eventName,
    run.status,
    run.attempts,
    run.requests,
    new Date(run.queuedAt).toISOString(),
    run.error ?? "",
  ];
  const tds = cells.map((cell) => `<td>${escapeHtml(String(cell))}`).join("");
  return `<tr class="${run.status}">${tds}</tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
