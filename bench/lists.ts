import { parseArgs } from "node:util";
import { compareSides, goal } from "./lists/compare-sides";
import { isMissed, keepResults } from "./results";

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
const sizes = { few: number("few"), many: number("many"), pairs: number("pairs") };
const say = (line: string) => void process.stdout.write(`${line}\n`);

const results = await compareSides({ ...sizes, only: given.only }, say);
keepResults(results, sizes, `lists-${sizes.many}.json`);
const missed = results.filter(isMissed);
say(`${missed.length} of ${results.length} cost more than ${goal} × of ${sizes.few} order links.`);
process.exitCode = missed.length > 0 ? 1 : 0;
