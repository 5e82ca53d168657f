import { readVariables } from "@/server/env";
import type { Facts } from "./facts";
import type { Finding } from "./finding";
import { gatherDatabase } from "./gather-database";
import { gatherMachine } from "./gather-machine";
import { gatherOutside } from "./gather-outside";
import { judge } from "./judge";

type Options = {
  /** How many processes of the console share the database; CONSOLE_PROCESSES when not said. */
  processes?: number;
  nodeVersion?: string;
  /** Our clock, epoch ms. */
  now?: () => number;
};

/** Looks at everything that the console of these variables depends on; changes nothing. */
export async function gatherFacts(
  given: Record<string, string>,
  { processes, nodeVersion = process.version, now = Date.now }: Options = {},
): Promise<Facts> {
  const { values, faults } = readVariables(given);
  const [machine, database, outside] = await Promise.all([
    gatherMachine(given, nodeVersion, now),
    gatherDatabase(values, now),
    gatherOutside({ given, values }, now),
  ]);
  const many = processes ?? values.CONSOLE_PROCESSES ?? 1;
  return { given, values, faults, processes: many, machine, database, ...outside };
}

export const examine = async (
  given: Record<string, string>,
  options?: Options,
): Promise<Finding[]> => judge(await gatherFacts(given, options));
