import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromRoot } from "@/scripts/launcher/paths";
import "@/server/metrics/counters";
import { definitions } from "@/server/metrics/definitions";
import { processMetrics } from "@/server/metrics/registry";
import { matchersIn, metricsIn, readAlerts } from "./read-alerts";
import { dashboardExpressions, readDashboard } from "./read-dashboard";

const read = (path: string) => readFileSync(fromRoot(path), "utf8");
const alerts = readAlerts(read("docs/operations/alerts.yml"));
const dashboardText = read("docs/operations/dashboard.json");
const dashboard = readDashboard(dashboardText);
const shown = dashboardExpressions(dashboardText);

/** Every series name that a scrape may hold, with its labels. */
async function known(): Promise<Map<string, readonly string[]>> {
  const own = await processMetrics().getMetricsAsJSON();
  const names = new Map<string, readonly string[]>(
    Object.entries(definitions).map(([name, { labels }]) => [name, labels]),
  );
  for (const { name } of own) {
    const metric: unknown = processMetrics().getSingleMetric(name);
    const labels = z.object({ labelNames: z.array(z.string()) }).catch({ labelNames: [] });
    for (const end of ["", "_bucket", "_sum", "_count"])
      names.set(`${name}${end}`, labels.parse(metric).labelNames);
  }
  names.set("smi_database_read", []);
  // Prometheus' own: whether it got an answer.
  names.set("up", ["job"]);
  return names;
}

describe("the dashboard and the alerts", () => {
  it("name only metrics and labels that a scrape has", async () => {
    const names = await known();
    const exprs = [...shown, ...alerts.map(({ expr }) => expr)];
    expect(exprs.length).toBeGreaterThan(40);
    for (const expr of exprs) {
      expect(metricsIn(expr).length, expr).toBeGreaterThan(0);
      expect(
        metricsIn(expr).filter((name) => !names.has(name)),
        expr,
      ).toEqual([]);
      for (const { metric, label } of matchersIn(expr))
        expect(names.get(metric), expr).toContain(label);
    }
  });

  it("a name that is not there would be noticed", async () => {
    const names = await known();
    const wrong =
      'max by (state) (smi_order_linkz{state="held"}) / rate(smi_request_total[5m]) > 1';
    expect(metricsIn(wrong)).toEqual(["smi_order_linkz", "smi_request_total"]);
    expect(metricsIn(wrong).some((name) => names.has(name))).toBe(false);
  });

  it("show every metric of ours somewhere", () => {
    const used = new Set(shown.flatMap(metricsIn).map((name) => name.replace(/_bucket$/, "")));
    const ours = [...Object.keys(definitions), "smi_requests_total", "smi_refused_requests_total"];
    expect(ours.filter((name) => !used.has(name))).toEqual([]);
  });

  it("panels have numbers of their own", () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a runbook", () => {
  const kebab = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
  // "CartonCloud" is one word.
  const fileOf = (name: string) => kebab(name).replace("carton-cloud", "cartoncloud");

  it.each(alerts)("$alert has one, which says all that a person needs", ({ alert, runbook }) => {
    expect(runbook).toBe(`docs/operations/runbooks/${fileOf(alert)}.md`);
    const text = read(runbook);
    expect(text.startsWith(`# ${alert}\n`)).toBe(true);
    for (const part of [
      "What it means",
      "Who is hurt",
      "First look",
      "What to do",
      "When it is over",
    ])
      expect(text.split(`\n## ${part}\n`)[1]?.trim().length ?? 0, part).toBeGreaterThan(20);
  });

  it("stands for an alert", () => {
    const files = readdirSync(fromRoot("docs/operations/runbooks"));
    expect(files.sort()).toEqual(alerts.map(({ alert }) => `${fileOf(alert)}.md`).sort());
  });

  it("leads to pages that are there", () => {
    for (const file of readdirSync(fromRoot("docs/operations/runbooks")))
      for (const [, to = ""] of read(`docs/operations/runbooks/${file}`).matchAll(
        /\]\(([\w-]+\.md)\)/g,
      ))
        expect(readdirSync(fromRoot("docs/operations/runbooks")), file).toContain(to);
  });
});
