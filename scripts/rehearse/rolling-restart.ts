import { setTimeout as sleep } from "node:timers/promises";
import { connectShop } from "@/scripts/testing/connect-shop";
import { openCluster } from "./cluster";
import { startLoad } from "./load";
import { judgeWorld, settle, startOrders } from "./orders";
import type { Report } from "./report";
import { join, reportTraffic } from "./report";

/** Before, between and after the restarts, ms. */
const calmMs = 8_000;

/**
 * Two processes behind a proxy, ended by SIGTERM and started again one after the other, `rounds` times,
 * while people, webhooks and the job runner ask: no request may fail, and no order be lost or doubled.
 */
export async function rehearseRollingRestart({ rounds = 2 } = {}): Promise<Report> {
  const cluster = await openCluster({ apps: 2 });
  try {
    const integrationId = await connectShop(cluster);
    const load = await startLoad({
      ...cluster,
      integrationId,
      etsyWebhookSecret: cluster.settings.app.ETSY_WEBHOOK_SECRET ?? "",
    });
    const orders = startOrders(cluster);
    await sleep(calmMs);
    const lines: string[] = [];
    for (let round = 0; round < rounds; round++)
      for (const app of cluster.apps) {
        const began = Date.now();
        await app.kill("SIGTERM");
        lines.push(
          `${app.title} ended ${((Date.now() - began) / 1000).toFixed(1)} s after SIGTERM`,
        );
        await app.restart();
        await cluster.untilReady(app);
        await sleep(calmMs);
      }
    await orders.stop();
    await load.stop();
    await settle(cluster, orders);
    const traffic = reportTraffic(cluster.traffic);
    for (const app of cluster.apps) await app.stop();
    return join(traffic, {
      lines: [...lines, `${orders.placed.length} receipts`],
      faults: [...load.wrong, ...orders.wrong, ...(await judgeWorld(cluster, orders))],
    });
  } finally {
    await cluster.stop();
  }
}
