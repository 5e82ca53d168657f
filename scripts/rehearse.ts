import { spawnSync } from "node:child_process";
import process from "node:process";
import type { Report } from "./rehearse/report";
import { rehearseRestore } from "./rehearse/restore";
import { rehearseRollingRestart } from "./rehearse/rolling-restart";
import { rehearseSharedWork } from "./rehearse/shared-work";
import { rehearseSideBySide } from "./rehearse/side-by-side";
import { rehearseWebhookKeys } from "./rehearse/webhook-keys";

const rehearsals: Record<string, () => Promise<Report | { skipped: string }>> = {
  "rolling-restart": () => rehearseRollingRestart(),
  "side-by-side": () => rehearseSideBySide(),
  restore: () => rehearseRestore(),
  "webhook-keys": () => rehearseWebhookKeys(),
  "shared-work": () => rehearseSharedWork(),
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Plays one of them. Ends with 1 when it shows a fault. */
async function play(name: string, rehearsal: () => Promise<Report | { skipped: string }>) {
  const began = Date.now();
  say(`\n── ${name}`);
  const report = await rehearsal();
  if ("skipped" in report) {
    say(`SKIPPED: ${report.skipped}`);
    return 0;
  }
  for (const line of report.lines) say(`  ${line}`);
  for (const fault of report.faults.slice(0, 40)) say(`  FAULT: ${fault}`);
  const seconds = Math.round((Date.now() - began) / 1000);
  say(`${name}: ${report.faults.length} faults in ${seconds} s`);
  return report.faults.length > 0 ? 1 : 0;
}

/** Plays what an operator will do, at full size; several each in a process of its own, as a process keeps its settings. */
async function rehearse(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in rehearsals));
  if (unknown.length > 0) {
    say(
      `There is no rehearsal ${unknown.join(", ")}. There are: ${Object.keys(rehearsals).join(", ")}.`,
    );
    return 1;
  }
  const [name = "", ...others] = names.length > 0 ? names : Object.keys(rehearsals);
  const rehearsal = rehearsals[name];
  if (rehearsal && others.length === 0) return play(name, rehearsal);
  const failed = [name, ...others].filter((one) => {
    const again = [...process.execArgv, process.argv[1] ?? "", one];
    return spawnSync(process.execPath, again, { stdio: "inherit" }).status !== 0;
  });
  return failed.length > 0 ? 1 : 0;
}

process.exit(
  await rehearse(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
    return 1;
  }),
);
