import { importShops, tellRun } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";

/** As many receipts from fifty shops as from five. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const each = small ? 10 : 100;
  const ratios: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const few = await importShops(on, 5, each * 10);
    say(tellRun(few));
    const many = await importShops(on, 50, each);
    say(tellRun(many));
    ratios.push(many.seconds / few.seconds);
  }
  return [resultOf(`50 shops × ${each} receipts against 5 × ${each * 10}, time`, ratios, 1.3)];
}
