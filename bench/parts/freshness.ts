import { buyAtRandom, openFreshShops } from "@/bench/buy-at-random";
import { clearStage } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { percentile, resultOf } from "@/bench/results";
import { env } from "@/server/env";

/** Buyers pay through two intervals, and nothing tells of it: the shops are read by their rhythm alone. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const intervalMs = env().PULL_INTERVAL_SECONDS * 1000;
  const [shopCount, count, rounds] = small ? [5, 40, 1] : [20, 400, 2];
  const ratios: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    await clearStage(on);
    // As the rhythm leaves them after a while: spread over the interval.
    const spread = (nth: number) => new Date(Date.now() + (intervalMs * nth) / shopCount);
    const shops = await openFreshShops(on, shopCount, spread);
    const seconds = await buyAtRandom(on, shops, count, rounds * intervalMs);
    ratios.push((percentile(seconds, 0.95) * 1000) / intervalMs);
    say(
      `  ${count} payments, ${shopCount} shops, read every ${intervalMs / 1000} s: ${percentile(seconds, 0.5).toFixed(0)} s in the middle, ${percentile(seconds, 0.95).toFixed(0)} s for 95 in 100, ${Math.max(...seconds).toFixed(0)} s at most`,
    );
  }
  await clearStage(on);
  return [
    resultOf(
      `From a payment until its order, 95th percentile, by the interval of ${intervalMs / 1000} s`,
      ratios,
      1.1,
    ),
  ];
}
