import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";
import { randomOf } from "@/scripts/chaos/kill/seeds";
import { nextPullInMs } from "@/server/orders/next-pull";

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const intervalSeconds = 300;
const shops = 1000;
/** Paid and unshipped receipts, and canceled ones. */
const callsOfCheck = 2;

/**
 * Calls to Etsy within the day that begins so long after the last new order, on a fake clock: when
 * the shop is read next is said by the product, and the sweep looks each minute.
 */
function callsOfDay(idleFromMs: number, random: () => number): number {
  let calls = callsOfCheck;
  for (let at = idleFromMs + random() * intervalSeconds * 1000; at < idleFromMs + dayMs; calls++) {
    const wait = nextPullInMs({ intervalSeconds, idleMs: at, spread: random(), stretch: 1 });
    at = Math.ceil((at + wait) / minuteMs) * minuteMs;
  }
  return calls;
}

export async function measure({ say }: Bench) {
  const random = randomOf(20_261_128);
  const mean = (days: number) => {
    let calls = 0;
    for (let shop = 0; shop < shops; shop++) calls += callsOfDay(days * dayMs, random);
    return calls / shops;
  };
  const [first, second, thirtieth] = [mean(0), mean(1), mean(30)];
  say(
    `  ${shops} shops, an interval of 5 minutes: ${first.toFixed(1)} calls on the day after the last order, then ${second.toFixed(1)}`,
  );
  return [
    resultOf("Etsy calls a day for an idle shop, a month after its last order", [thirtieth], 60),
  ];
}
