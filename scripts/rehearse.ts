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

/** Plays what an operator will do, at full size. Ends with 1 when one of them shows a fault. */
async function rehearse(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in rehearsals));
  if (unknown.length > 0) {
    say(
      `There is no rehearsal ${unknown.join(", ")}. There are: ${Object.keys(rehearsals).join(", ")}.`,
    );
    return 1;
  }
  let failed = 0;
  for (const name of names.length > 0 ? names : Object.keys(rehearsals)) {
    const began = Date.now();
    say(`\n── ${name}`);
    const report = await rehearsals[name]?.();
    if (!report) continue;
    if ("skipped" in report) {
      say(`SKIPPED: ${report.skipped}`);
      continue;
    }
    for (const line of report.lines) say(`  ${line}`);
    for (const fault of report.faults.slice(0, 40)) say(`  FAULT: ${fault}`);
    if (report.faults.length > 0) failed += 1;
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`${name}: ${report.faults.length} faults in ${seconds} s`);
  }
  return failed > 0 ? 1 : 0;
}

process.exit(
  await rehearse(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
    return 1;
  }),
);
