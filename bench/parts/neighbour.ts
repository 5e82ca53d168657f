import { and, isNotNull, ne } from "drizzle-orm";
import {
  beginPulls,
  clearStage,
  openShops,
  placeWaiting,
  rest,
  states,
} from "@/bench/import-shops";
import type { Stage } from "@/bench/open-stage";
import type { Bench } from "@/bench/part";
import { percentile, resultOf } from "@/bench/results";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";

const patienceMs = 15 * 60_000;
const nobody = "00000000-0000-0000-0000-000000000000";

type Sizes = { noisy: number; neighbours: number; each: number };

/** Seconds from the request to pull until each order of the small shops was made. */
async function ordersOfSmallShops(stage: Stage, sizes: Sizes, beside: boolean): Promise<number[]> {
  await clearStage(stage);
  const { noisy, neighbours, each } = sizes;
  const [long, ...few] = await openShops(stage, 1 + neighbours);
  if (!long) throw new Error("The shop was not made.");
  for (const shop of few) await placeWaiting(stage, shop, each);
  if (beside) {
    await placeWaiting(stage, long, noisy);
    await beginPulls([long]);
    // Its list is read and being worked on when the others come.
    while (!((await states()).created ?? 0)) await rest(100);
  }
  const began = Date.now();
  await beginPulls(few);
  const count = neighbours * each;
  const ofFew = and(
    isNotNull(orderLink.outboundOrderId),
    ne(orderLink.integrationId, beside ? long.id : nobody),
  );
  while ((await db().$count(orderLink, ofFew)) < count) {
    if (Date.now() - began > patienceMs) throw new Error("Not all small shops got their orders.");
    await rest(200);
  }
  const made = await db().select({ at: orderLink.orderCreatedAt }).from(orderLink).where(ofFew);
  return made.map(({ at }) => (Number(at) - began) / 1000);
}

/** The small shops alone, and beside one whose long list is being worked on. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const sizes = small
    ? { noisy: 600, neighbours: 9, each: 10 }
    : { noisy: 10_000, neighbours: 49, each: 10 };
  const ratios: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const alone = percentile(await ordersOfSmallShops(on, sizes, false), 0.95);
    const beside = percentile(await ordersOfSmallShops(on, sizes, true), 0.95);
    say(
      `  95 in 100 orders: ${alone.toFixed(1)} s alone, ${beside.toFixed(1)} s beside the long list`,
    );
    ratios.push(beside / alone);
  }
  await clearStage(on);
  return [
    resultOf(
      `${sizes.neighbours} shops × ${sizes.each} beside one with ${sizes.noisy}, 95th percentile, by the same alone`,
      ratios,
      2,
    ),
  ];
}
