import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { demoLogins } from "@/db/seed";
import { connectShop } from "@/scripts/testing/connect-shop";
import { signInToConsole } from "@/scripts/testing/console-client";
import { control } from "@/scripts/testing/control";
import type { Cluster } from "./cluster";
import { openCluster } from "./cluster";
import { startLoad } from "./load";
import { judgeWorld, settle, startOrders } from "./orders";
import type { Report } from "./report";
import { reportTraffic } from "./report";

/** Between two steps, ms. */
const calmMs = 5_000;

async function restartWith(cluster: Cluster, environment: Record<string, string>): Promise<void> {
  for (const app of cluster.apps) {
    Object.assign(app.environment, environment);
    await app.kill("SIGTERM");
    await app.restart();
    await cluster.untilReady(app);
    await sleep(calmMs);
  }
}

/** A second key beside the first, CartonCloud told to send it, and the first one removed. */
async function rotateCartonCloud({ appUrl, cartonCloudUrl }: Cluster): Promise<void> {
  const { api } = await signInToConsole(appUrl, demoLogins.admin);
  const { keys } = await api.organisation.webhook.query();
  const { key } = await api.organisation.makeWebhookKey.mutate();
  await sleep(calmMs);
  const settings = await control(cartonCloudUrl, "GET", "/settings");
  const webhook = { ...(settings.webhook as object), apiKey: key };
  await control(cartonCloudUrl, "PUT", "/settings", { webhook });
  // Calls that were under way with the first key end.
  await sleep(2 * calmMs);
  for (const { id } of keys) await api.organisation.removeWebhookKey.mutate({ keyId: id });
}

/** Both secrets known to every process, Etsy signing with the new one, then the old one gone. */
async function rotateEtsy(
  cluster: Cluster,
  load: Awaited<ReturnType<typeof startLoad>>,
): Promise<void> {
  const old = cluster.settings.app.ETSY_WEBHOOK_SECRET ?? "";
  const fresh = `whsec_${randomBytes(24).toString("base64")}`;
  await restartWith(cluster, { ETSY_WEBHOOK_SECRET: `${fresh},${old}` });
  await control(cluster.etsyUrl, "PUT", "/settings", { webhookSecret: fresh });
  load.signWith(fresh);
  await sleep(calmMs);
  await restartWith(cluster, { ETSY_WEBHOOK_SECRET: fresh });
}

/** The keys of both webhooks are changed while orders flow: no delivery may be refused. */
export async function rehearseWebhookKeys(): Promise<Report> {
  const cluster = await openCluster({ apps: 2 });
  try {
    const load = await startLoad({
      ...cluster,
      integrationId: await connectShop(cluster),
      etsyWebhookSecret: cluster.settings.app.ETSY_WEBHOOK_SECRET ?? "",
    });
    const orders = startOrders(cluster);
    await sleep(calmMs);
    await rotateCartonCloud(cluster);
    await sleep(calmMs);
    await rotateEtsy(cluster, load);
    await orders.stop();
    await load.stop();
    await settle(cluster, orders);
    const { lines, faults } = reportTraffic(cluster.traffic);
    for (const app of cluster.apps) await app.stop();
    return {
      lines: [...lines, `${orders.placed.length} receipts`],
      faults: [...faults, ...load.wrong, ...orders.wrong, ...(await judgeWorld(cluster, orders))],
    };
  } finally {
    await cluster.stop();
  }
}
