import { parseArgs } from "node:util";
import { configuration } from "./doctor/configuration";
import { examine } from "./doctor/examine";
import { tell } from "./doctor/judge";

/**
 * Says in words what is wrong with the configuration, and what to do; changes nothing. `--json` for
 * programs, `--processes N` to ask
 * about another number of processes than CONSOLE_PROCESSES. Ends with 1
 * when something is wrong.
 */
async function doctor(): Promise<number> {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, processes: { type: "string" } },
  });
  const processes = values.processes === undefined ? undefined : Number(values.processes);
  if (processes !== undefined && !(Number.isInteger(processes) && processes > 0))
    throw new Error("--processes takes a whole number from 1 on.");
  const findings = await examine(configuration(), processes ? { processes } : {});
  process.stdout.write(values.json ? `${JSON.stringify(findings, null, 2)}\n` : tell(findings));
  return findings.some(({ outcome }) => outcome === "wrong") ? 1 : 0;
}

await doctor().then(
  (code) => process.exit(code),
  (problem: unknown) => {
    process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exit(1);
  },
);
