import { compareSides } from "@/bench/lists/compare-sides";
import type { Bench } from "@/bench/part";

/** What `npm run bench:lists` compares, at a hundred times the past. */
export async function measure({ small, pairs, say }: Bench) {
  const sizes = small
    ? { few: 500, many: 5000, pairs: 5 }
    : { few: 10_000, many: 1_000_000, pairs: Math.max(pairs, 40) };
  const results = await compareSides(sizes, (line) => say(`  ${line}`));
  const about = `${sizes.many} order links by ${sizes.few}`;
  return results.map((result) => ({ ...result, name: `${about}: ${result.name}` }));
}
