import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "@/bench/results";
import { median, resultOf, tell } from "@/bench/results";
import { startEtsySandbox } from "@/sandbox/etsy/start";
import { freePort } from "@/scripts/launcher/free-port";
import { startPostgres } from "@/scripts/launcher/postgres";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import type { Side } from "./open-side";
import { openSide } from "./open-side";
import { placeReceipts } from "./pull-asks";

/** The most that a long past may cost, as a multiple of a short one. */
export const goal = 1.5;

type Sizes = {
  few: number;
  many: number;
  pairs: number;
  /** A part of the names of what is asked. */
  only?: string;
};

/** The medians of both sides, asked in turns, the first few times for warmth alone. */
async function compare(short: Side, long: Side, name: string, pairs: number) {
  const times: { short: number; long: number }[] = [];
  for (let pair = -5; pair < pairs; pair++) {
    const one = { short: await short.ask(name), long: await long.ask(name) };
    if (pair >= 0) times.push(one);
  }
  const ratios = times.map((one) => one.long / one.short);
  const shortMs = median(times.map((one) => one.short));
  const longMs = median(times.map((one) => one.long));
  return { shortMs, longMs, result: resultOf(name, ratios, goal) };
}

/** What the console and the pulls ask, of a database with many order links and of one with few. */
export async function compareSides(
  { few, many, pairs, only = "" }: Sizes,
  say: (line: string) => void,
): Promise<Result[]> {
  const folder = temporaryFolder("bench-lists-");
  const dataDir = join(folder.path, "postgres");
  const sandbox = join(folder.path, "etsy");
  mkdirSync(sandbox);
  const server = await startPostgres({ dataDir, port: await freePort(), log: () => {} });
  const etsy = await startEtsySandbox({ port: 0, dataDir: sandbox });
  await placeReceipts(etsy.url);
  const sides: Side[] = [];
  const results: Result[] = [];
  try {
    for (const links of [few, many]) sides.push(await openSide(server.url, links, etsy.url));
    const [short, long] = sides;
    if (!short || !long) throw new Error("Two sides are compared.");
    for (const name of short.names.filter((one) => one.includes(only))) {
      const { shortMs, longMs, result } = await compare(short, long, name, pairs);
      results.push(result);
      say(`${tell(result)}; ${shortMs.toFixed(1)} ms and ${longMs.toFixed(1)} ms`);
    }
  } finally {
    for (const side of sides) await side.close();
    await etsy.close();
    await server.stop();
    folder.remove();
  }
  return results;
}
