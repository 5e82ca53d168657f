import type { Facts } from "./facts";
import type { Finding } from "./finding";
import { judgeDatabase } from "./judge-database";
import { judgeMachine } from "./judge-machine";
import { judgeOutside } from "./judge-outside";
import { judgeSecrets } from "./judge-secrets";
import { judgeSettings } from "./judge-settings";

/** All findings, in the order in which they are mended best. Asks nobody. */
export const judge = (facts: Facts): Finding[] => [
  ...judgeSettings(facts),
  ...judgeSecrets(facts),
  ...judgeMachine(facts),
  ...judgeDatabase(facts),
  ...judgeOutside(facts),
];

/** One line for each finding, and the sum. */
export function tell(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(
    ({ check, outcome, says }) => `${outcome.padEnd(11)}  ${check.padEnd(width)}  ${says}`,
  );
  const count = (outcome: Finding["outcome"]) =>
    findings.filter((finding) => finding.outcome === outcome).length;
  return `${lines.join("\n")}\n\n${count("ok")} ok, ${count("wrong")} wrong, ${count("not checked")} not checked\n`;
}
