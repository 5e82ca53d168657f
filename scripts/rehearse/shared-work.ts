import { setTimeout as sleep } from "node:timers/promises";
import { connectShop } from "@/scripts/testing/connect-shop";
import { queryOnce } from "@/scripts/testing/query-once";
import { openCluster } from "./cluster";
import { judgeWorld, settle, startOrders } from "./orders";
import type { Report } from "./report";

/** Between two deaths, ms. */
const calmMs = 6_000;

/**
 * Two processes share the work of one database while orders flow; one of them is killed by SIGKILL and
 * started again, `kills` times, each time the other one. Requests may fail; work may not be lost or doubled.
 */
export async function rehearseSharedWork({ kills = 4 } = {}): Promise<Report> {
  const cluster = await openCluster({ apps: 2 });
  try {
    await connectShop(cluster);
    const orders = startOrders(cluster);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(calmMs);
      const app = cluster.apps[kill % cluster.apps.length];
      await app?.kill("SIGKILL");
      await sleep(calmMs / 2);
      await app?.restart();
    }
    await orders.stop();
    const done = await queryOnce(
      cluster.databaseUrl,
      (sql) => sql`select count(*)::int as n from order_link where state = 'completed'`,
    );
    await settle(cluster, orders);
    for (const app of cluster.apps) await app.stop();
    const { requests, served } = cluster.traffic;
    return {
      lines: [
        `${orders.placed.length} receipts, ${done[0]?.n} of them completed while processes were killed`,
        `${requests.jobs} calls of the job runner, by process: ${cluster.apps.map(({ url }) => served[url] ?? 0).join(" and ")}`,
        `${kills} processes killed by SIGKILL`,
      ],
      faults: [
        ...orders.wrong,
        ...cluster.apps
          .filter(({ url }) => !served[url])
          .map(({ title }) => `${title} did no work.`),
        ...(await judgeWorld(cluster, orders)),
      ],
    };
  } finally {
    await cluster.stop();
  }
}
