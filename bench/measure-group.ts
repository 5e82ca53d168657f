import type { Stage } from "./open-stage";
import { openStage } from "./open-stage";
import type { Told } from "./part";
import { parts } from "./parts";

type Asked = { names: string[]; small: boolean; pairs?: number };

const { names, small, pairs }: Asked = JSON.parse(process.env.BENCH ?? "{}");
const say = (line: string) => void process.stdout.write(`${line}\n`);
let opened: Promise<Stage> | undefined;

process.once("SIGTERM", async () => {
  await (await opened)?.close();
  process.exit(1);
});

/** Tells the command before this process may end. */
const report = (told: Told) =>
  new Promise<void>((resume) => void process.send?.(told, () => resume()));

try {
  for (const part of parts.filter(({ name }) => names.includes(name))) {
    const ofPart = pairs ?? (small ? 1 : part.pairs);
    say(`\n${part.name}: ${part.about}`);
    const began = performance.now();
    const stage = () => {
      opened ??= openStage(part.environment?.(small));
      return opened;
    };
    const postgres = async () =>
      opened ? await (await import("./database-version")).databaseVersion() : "";
    try {
      // What a part imports reads the environment, which the stage sets.
      if (part.group !== "alone") await stage();
      const { measure } = await part.load();
      const results = await measure({ small, pairs: ofPart, stage, say });
      await report({ part: part.name, pairs: ofPart, postgres: await postgres(), results });
    } catch (problem) {
      const failed = problem instanceof Error ? (problem.stack ?? problem.message) : `${problem}`;
      say(failed);
      await report({ part: part.name, pairs: ofPart, postgres: "", failed });
    }
    say(`  took ${((performance.now() - began) / 60_000).toFixed(1)} min`);
  }
} finally {
  await (await opened)?.close();
}
process.exit(0);
