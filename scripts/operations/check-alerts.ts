import { spawnSync } from "node:child_process";
import { fromRoot } from "@/scripts/launcher/paths";

/** Asks Prometheus' own tool whether it takes the alert rules; PROMTOOL says where it is. */
const tool = process.env.PROMTOOL || "promtool";
const run = spawnSync(tool, ["check", "rules", fromRoot("docs/operations/alerts.yml")], {
  encoding: "utf8",
});
if (run.error)
  console.log(`SKIPPED: ${tool} is not installed (Debian's package "prometheus" has it).`);
else {
  process.stdout.write(run.stdout + run.stderr);
  process.exitCode = run.status ?? 1;
}
