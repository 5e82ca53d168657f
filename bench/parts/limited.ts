import { beginPulls, clearStage, openShops, rest } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { routes } from "@/scripts/testing/routes";

/** CartonCloud's own limit: posts a minute of one user, none sooner than this after the last, in milliseconds. */
const limit = { ordersPerMinute: 30, ordersMinIntervalMs: 2000 };

type Post = { at: string; status: number | null };

/** More orders than the limit lets through, for some minutes, while the stand-in refuses any post beyond it. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const minutes = small ? 1 : 10;
  const shares: number[] = [];
  const violations: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    await clearStage(on);
    await on.cartonCloud.control("PUT", "/settings", limit);
    await db().update(cartonCloudConnection).set({ orderPostsPerMinute: limit.ordersPerMinute });
    await beginPulls(await openShops(on, 5, limit.ordersPerMinute * minutes));
    const route = encodeURIComponent(routes.order);
    const posts = async () => {
      const { entries } = await on.cartonCloud.control("GET", `/journal?route=${route}`);
      return entries as Post[];
    };
    let began = 0;
    while (!began) {
      await rest(500);
      began = Date.parse((await posts())[0]?.at ?? "") || 0;
    }
    await rest(began + minutes * 60_000 - Date.now());
    const seen = (await posts()).filter(({ at }) => Date.parse(at) - began < minutes * 60_000);
    const made = seen.filter(({ status }) => status !== null && status < 300).length;
    const refused = seen.filter(({ status }) => status === 429).length;
    say(`  ${made} orders in ${minutes} min, ${refused} posts refused`);
    shares.push(made / (limit.ordersPerMinute * minutes));
    violations.push(refused);
  }
  await clearStage(on);
  return [
    resultOf(
      `Orders within ${minutes} min by the 30 a minute that are allowed`,
      shares,
      // One order more or less is too much of a minute.
      small ? null : 0.97,
      { atLeast: true },
    ),
    resultOf("Posts beyond CartonCloud's limit", violations, 0),
  ];
}
