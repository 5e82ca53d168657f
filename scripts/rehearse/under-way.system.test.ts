import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrateDatabase } from "@/scripts/launcher/migrate";
import { connectShop } from "@/scripts/testing/connect-shop";
import { queryOnce } from "@/scripts/testing/query-once";
import type { Cluster } from "./cluster";
import { openCluster } from "./cluster";
import { startLoad } from "./load";
import type { Orders } from "./orders";
import { judgeWorld, settle, startOrders } from "./orders";
import { sampleMigrations } from "./sample-migration";

let cluster: Cluster;
let load: Awaited<ReturnType<typeof startLoad>>;
let orders: Orders;

beforeAll(async () => {
  cluster = await openCluster({ apps: 2 });
  load = await startLoad({
    ...cluster,
    integrationId: await connectShop(cluster),
    etsyWebhookSecret: cluster.settings.app.ETSY_WEBHOOK_SECRET ?? "",
  });
  orders = startOrders(cluster);
}, 600_000);

afterAll(async () => {
  await load?.stop();
  await orders?.stop();
  await cluster?.stop();
}, 60_000);

/** What fails, in the proxy's and the load's own words, while `work` goes on. */
async function failuresDuring(work: () => Promise<unknown>): Promise<string[]> {
  const [passed, wrong] = [cluster.traffic.failures.length, load.wrong.length];
  await work();
  return [
    ...cluster.traffic.failures.slice(passed).map(({ what, at }) => `${at} ${what}`),
    ...load.wrong.slice(wrong),
  ];
}

const requests = () =>
  Object.values(cluster.traffic.requests).reduce((sum, count) => sum + count, 0);

it("F47: a migration goes through under load beside processes of the version before, with 0 errors", async () => {
  const folder = join(cluster.folder, "migrations");
  const tags = sampleMigrations(folder);
  const before = requests();
  const failures = await failuresDuring(async () => {
    await sleep(3_000);
    expect((await migrateDatabase(cluster.databaseUrl, { folder })).applied).toEqual(tags);
    await sleep(7_000);
  });
  expect(requests() - before).toBeGreaterThan(50);
  expect(failures).toEqual([]);
}, 120_000);

it("a migration that takes away what runs is using would be noticed", async () => {
  const rename = (from: string, to: string) =>
    queryOnce(cluster.databaseUrl, (sql) =>
      sql.unsafe(`alter table integration rename column ${from} to ${to}`),
    );
  const failures = await failuresDuring(async () => {
    await rename("name", "title");
    await sleep(2_000);
    await rename("title", "name");
    await sleep(1_000);
  });
  expect(failures.length).toBeGreaterThan(0);
}, 60_000);

it("a restart of one process after the other fails no request", async () => {
  const failures = await failuresDuring(async () => {
    for (const app of cluster.apps) {
      await sleep(2_000);
      await app.kill("SIGTERM");
      await app.restart();
      await cluster.untilReady(app);
    }
    await sleep(2_000);
  });
  expect(failures).toEqual([]);
}, 180_000);

it("two processes share the work, one is killed, and nothing is lost or doubled", async () => {
  const [first] = cluster.apps;
  await load.stop();
  await sleep(2_000);
  await first?.kill("SIGKILL");
  await sleep(2_000);
  await first?.restart();
  await sleep(3_000);
  await orders.stop();
  await settle(cluster, orders);
  for (const { url, stop } of cluster.apps) {
    expect(cluster.traffic.served[url], `calls of the job runner to ${url}`).toBeGreaterThan(0);
    await stop();
  }
  expect(orders.placed.length).toBeGreaterThan(20);
  expect(orders.wrong).toEqual([]);
  expect(await judgeWorld(cluster, orders)).toEqual([]);
}, 400_000);
