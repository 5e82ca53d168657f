import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { connectShop } from "@/scripts/testing/connect-shop";
import type { App } from "./cluster";
import { openCluster } from "./cluster";
import { startLoad } from "./load";
import { buildOlderVersion } from "./older-version";
import { judgeWorld, settle, startOrders } from "./orders";
import type { Report } from "./report";
import { join, reportTraffic } from "./report";

/** How long each version runs alone, ms. */
const calmMs = 10_000;

/**
 * The version before the newest migration works under load; the database is migrated; this version
 * starts beside it, and both work for `seconds`: no request may fail, no order be lost or doubled.
 */
export async function rehearseSideBySide({
  seconds = 60,
} = {}): Promise<Report | { skipped: string }> {
  const older = buildOlderVersion();
  if (!older)
    return { skipped: "the history from which the version before could be taken is not there." };
  const cluster = await openCluster({
    apps: 1,
    change: (spec) => ({
      ...spec,
      folder: older.root,
      args: ["node_modules/next/dist/bin/next", ...spec.args.slice(1)],
    }),
    prepare: older.prepare,
  });
  try {
    const integrationId = await connectShop(cluster);
    const load = await startLoad({
      ...cluster,
      integrationId,
      etsyWebhookSecret: cluster.settings.app.ETSY_WEBHOOK_SECRET ?? "",
    });
    const orders = startOrders(cluster);
    await sleep(calmMs);
    const { applied } = await migrateDatabase(cluster.databaseUrl);
    await sleep(calmMs / 2);
    const newer: App = await cluster.addApp();
    await cluster.untilReady(newer);
    await sleep(seconds * 1000);
    await load.stop();
    const traffic = reportTraffic(cluster.traffic);
    const { served } = cluster.traffic;
    // The version before may not know how to leave: nobody is to ask it any more.
    for (const app of cluster.apps) await app.kill("SIGTERM");
    await sleep(calmMs / 2);
    await orders.stop();
    await settle(cluster, orders);
    await newer.stop();
    const shares = [...cluster.apps, newer].map(({ url }) => served[url] ?? 0);
    return join(traffic, {
      lines: [
        `version before: ${older.commit.slice(0, 8)}, beside this one for ${seconds} s`,
        `applied meanwhile: ${applied.join(", ")}`,
        `calls of the job runner: ${shares.join(" to the version before, ")} to this one`,
        `${orders.placed.length} receipts`,
      ],
      faults: [
        ...(applied.length === 0 ? ["Nothing was left to migrate."] : []),
        ...shares.flatMap((share) => (share === 0 ? ["One of the versions did no work."] : [])),
        ...load.wrong,
        ...orders.wrong,
        ...(await judgeWorld(cluster, orders)),
      ],
    });
  } finally {
    await cluster.stop();
    older.remove();
  }
}
