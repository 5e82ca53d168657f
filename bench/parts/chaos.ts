import { clearStage, importShops, tellRun } from "@/bench/import-shops";
import type { Stage } from "@/bench/open-stage";
import { pacePosts } from "@/bench/pace-posts";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";
import { randomOf } from "@/scripts/chaos/kill/seeds";
import type { StandIn } from "@/scripts/chaos/snapshot";
import { countWrong } from "./recovery";

const share = 0.05;
const faults = [
  { when: "before", fault: { kind: "status", status: 503 } },
  { when: "before", fault: { kind: "reset" } },
  { when: "after", fault: { kind: "status", status: 500 } },
  { when: "after", fault: { kind: "reset" } },
  { when: "before", fault: { kind: "status", status: 429, headers: { "retry-after": "1" } } },
] as const;

/** One request in twenty of the next so many meets a fault; which ones is chosen by chance. */
async function disturb(standIn: StandIn, requests: number, random: () => number): Promise<void> {
  for (let nth = 1; nth <= requests; nth++) {
    const fault = faults[Math.floor(random() * faults.length)];
    if (random() < share) await standIn.control("POST", "/faults", { route: "*", nth, ...fault });
  }
}

async function importPaced(on: Stage, receipts: number, disturbed: (() => number) | null) {
  let most: number | undefined;
  const began: { at?: number } = {};
  const run = await importShops(on, 2, receipts / 2, {
    async beforeStart() {
      await pacePosts();
      if (disturbed) {
        await disturb(on.cartonCloud, receipts * 3, disturbed);
        await disturb(on.etsy, receipts, disturbed);
      }
      began.at = performance.now();
    },
    onLook(made) {
      if (made >= receipts * 0.95) most ??= (performance.now() - (began.at ?? 0)) / 1000;
    },
  });
  return { ...run, most: most ?? run.seconds };
}

/** An import, and the same while one request in twenty fails, at a pace that leaves the machine idle. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const receipts = small ? 60 : 1500;
  const random = randomOf(7);
  const ratios: number[] = [];
  const ofMost: number[] = [];
  const wrong: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const calm = await importPaced(on, receipts, null);
    say(tellRun(calm));
    const stormy = await importPaced(on, receipts, random);
    say(tellRun(stormy));
    ratios.push(stormy.seconds / calm.seconds);
    ofMost.push(stormy.most / calm.most);
    wrong.push(await countWrong(on, receipts));
  }
  await clearStage(on);
  return [
    // An unclear post is repeated after two minutes, however short the import is.
    resultOf(`${receipts} receipts with 5 % faults by without, time`, ratios, small ? null : 2),
    resultOf("The same until 95 % of the orders are there", ofMost, null),
    resultOf("Orders lost or doubled by faults", wrong, 0),
  ];
}
