import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "@/scripts/launcher/paths";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import { dashboardExpressions } from "./read-dashboard";

/**
 * Asks Prometheus' own tool whether it takes the alert rules, whether they speak up when they
 * should, and whether it takes what the dashboard asks; PROMTOOL says where the tool is.
 */
const tool = process.env.PROMTOOL || "promtool";

function ask(...args: string[]): boolean {
  const run = spawnSync(tool, args, { encoding: "utf8" });
  if (run.error) throw run.error;
  process.stdout.write(run.stdout + run.stderr);
  return run.status === 0;
}

/** The dashboard's questions as a file of rules, which is what promtool reads; JSON is YAML too. */
function dashboardAsRules(folder: string): string {
  const asked = dashboardExpressions(
    readFileSync(fromRoot("docs/operations/dashboard.json"), "utf8"),
  );
  const rules = asked.map((expr, at) => ({ record: `dashboard:${at}`, expr }));
  const file = join(folder, "dashboard.yml");
  writeFileSync(file, JSON.stringify({ groups: [{ name: "dashboard", rules }] }));
  return file;
}

const folder = temporaryFolder("alerts-");
try {
  const good = [
    ask("check", "rules", fromRoot("docs/operations/alerts.yml")),
    ask("test", "rules", fromRoot("scripts/operations/alerts.test.yml")),
    ask("check", "rules", dashboardAsRules(folder.path)),
  ];
  process.exitCode = good.every(Boolean) ? 0 : 1;
} catch {
  process.stdout.write(
    `SKIPPED: ${tool} is not installed (Debian's package "prometheus" has it).\n`,
  );
} finally {
  folder.remove();
}
