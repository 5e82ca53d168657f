import { clearStage, importShops, tellRun } from "@/bench/import-shops";
import type { Stage } from "@/bench/open-stage";
import { pacePosts } from "@/bench/pace-posts";
import type { Bench } from "@/bench/part";
import { resultOf } from "@/bench/results";

/** Receipts without an order, and orders beyond the first of a receipt. */
export async function countWrong({ cartonCloud }: Stage, receipts: number): Promise<number> {
  const { orders } = (await cartonCloud.control("GET", "/orders")) as {
    orders: { order: { references: { customer: string } } }[];
  };
  const references = new Set(orders.map(({ order }) => order.references.customer));
  return receipts - references.size + (orders.length - references.size);
}

/**
 * An import at an even pace, and the same in which the console is killed after a third of the orders
 * and started again at once.
 */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const { app } = on.stack.processes;
  const each = small ? 20 : 300;
  const ratios: number[] = [];
  const wrong: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const whole = await importShops(on, 5, each, { beforeStart: pacePosts });
    say(tellRun(whole));
    let killed = false;
    const cut = await importShops(on, 5, each, {
      beforeStart: pacePosts,
      async onLook(made) {
        if (killed || made < (5 * each) / 3) return;
        killed = true;
        await app.kill("SIGKILL");
        await app.restart();
      },
    });
    if (!killed) throw new Error("The console was not killed.");
    say(tellRun(cut));
    ratios.push(cut.seconds / whole.seconds);
    wrong.push(await countWrong(on, cut.receipts));
  }
  await clearStage(on);
  return [
    // What a killed process may have posted waits for two minutes, however short the import is.
    resultOf(`${5 * each} receipts with a kill -9 by without, time`, ratios, small ? null : 1.5),
    resultOf("Orders lost or doubled by a kill -9", wrong, 0),
  ];
}
