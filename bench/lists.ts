import { parseArgs } from "node:util";
import { freePort } from "@/scripts/launcher/free-port";
import { startPostgres } from "@/scripts/launcher/postgres";
import { temporaryFolder } from "@/scripts/testing/temporary-folder";
import type { Side } from "./lists/open-side";
import { openSide } from "./lists/open-side";
import type { Result } from "./results";
import { isMissed, keepResults, median, resultOf, tell } from "./results";

/** The most that a long past may cost, as a multiple of a short one. */
const goal = 1.5;

const { values: given } = parseArgs({
  options: {
    few: { type: "string", default: "500" },
    many: { type: "string", default: "50000" },
    pairs: { type: "string", default: "40" },
    only: { type: "string", default: "" },
  },
});
const number = (name: "few" | "many" | "pairs"): number => {
  const value = Number(given[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is a whole number.`);
  return value;
};
const [few, many, pairs] = [number("few"), number("many"), number("pairs")];
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The medians of both sides, asked in turns, the first few times for warmth alone. */
async function compare(short: Side, long: Side, name: string) {
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

const folder = temporaryFolder("bench-lists-");
const server = await startPostgres({
  dataDir: folder.path,
  port: await freePort(),
  log: () => {},
});
const sides: Side[] = [];
const results: Result[] = [];
try {
  for (const links of [few, many]) sides.push(await openSide(server.url, links));
  const [short, long] = sides;
  if (!short || !long) throw new Error("Two sides are compared.");
  for (const name of short.names.filter((one) => one.includes(given.only))) {
    const { shortMs, longMs, result } = await compare(short, long, name);
    results.push(result);
    say(`${tell(result)}; ${shortMs.toFixed(1)} ms and ${longMs.toFixed(1)} ms`);
  }
} finally {
  for (const side of sides) await side.close();
  await server.stop();
  folder.remove();
}
keepResults(results, { few, many, pairs }, `lists-${many}.json`);
const missed = results.filter(isMissed);
say(`${missed.length} of ${results.length} cost more than ${goal} × of ${few} order links.`);
process.exitCode = missed.length > 0 ? 1 : 0;
