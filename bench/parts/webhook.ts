import { buyAtRandom, openFreshShops } from "@/bench/buy-at-random";
import { clearStage } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { percentile, resultOf } from "@/bench/results";

/** Buyers pay one after the other; Etsy's webhook tells of each. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const count = small ? 30 : 200;
  const p95: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    await clearStage(on);
    await on.etsy.control("PUT", "/settings", {
      webhookUrl: `${on.stack.appUrl}/api/webhooks/etsy`,
    });
    const later = () => new Date(Date.now() + 86_400_000);
    const shops = await openFreshShops(on, 10, later);
    const seconds = await buyAtRandom(on, shops, count, count * 1000);
    p95.push(percentile(seconds, 0.95));
    say(
      `  ${count} payments, one a second: ${percentile(seconds, 0.5).toFixed(1)} s in the middle, ${percentile(seconds, 0.95).toFixed(1)} s for 95 in 100`,
    );
  }
  await clearStage(on);
  return [
    resultOf(
      "Seconds from a payment until its order, with Etsy's webhook, 95th percentile",
      p95,
      10,
    ),
  ];
}
