import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoLogins } from "@/db/seed";
import { connectShop, giveConsent } from "@/scripts/testing/connect-shop";
import { signInToConsole } from "@/scripts/testing/console-client";
import { queryOnce } from "@/scripts/testing/query-once";
import type { Cluster } from "./cluster";
import { openCluster, prepareDatabase } from "./cluster";
import type { Orders } from "./orders";
import { judgeWorld, settle, startOrders } from "./orders";
import { giveToOwner, loseDatabase, owner } from "./owner";
import { dump, findPostgresTools, restore } from "./postgres-tools";
import type { Report } from "./report";

/** How long orders flow before and after the backup, ms. */
const flowMs = 15_000;
const patienceMs = 90_000;

const until = async (words: string, done: () => Promise<boolean>) => {
  const deadline = Date.now() + patienceMs;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`Waited too long until ${words}.`);
    await sleep(500);
  }
};

const number = (cluster: Cluster, query: string) =>
  queryOnce(cluster.databaseUrl, async (sql) => Number((await sql.unsafe(query))[0]?.n ?? 0));

const generation = (cluster: Cluster) =>
  number(cluster, "select max(generation)::int as n from etsy_connection");

/** The hour of the access token is over, so that the next call refreshes. */
const letTokensEnd = (cluster: Cluster) =>
  queryOnce(
    cluster.databaseUrl,
    (sql) => sql`update etsy_connection set access_token_expires_at = now() - interval '1 minute'`,
  );

/** The database is lost; what comes instead is as old as the backup. */
async function loseAndRestore(cluster: Cluster, superuserUrl: string, file: string) {
  for (const app of cluster.apps) await app.kill("SIGKILL");
  await loseDatabase(superuserUrl);
  restore(cluster.databaseUrl, file);
}

/**
 * A backup by pg_dump is taken while orders flow; they flow on, tokens rotate, the database is lost
 * and restored from the backup. What was done in between must be found again and not done twice; the
 * shop, whose token is spent, must ask for a reconnect, and all goes on after it.
 */
export async function rehearseRestore(): Promise<Report | { skipped: string }> {
  const tools = findPostgresTools();
  if ("missing" in tools) return { skipped: tools.missing };
  let superuserUrl = "";
  const cluster = await openCluster({
    apps: 1,
    binaries: tools.server,
    async prepare(url, settings) {
      superuserUrl = url;
      return prepareDatabase(await giveToOwner(url), settings);
    },
  });
  try {
    const integrationId = await connectShop(cluster);
    const orders = startOrders(cluster);
    await sleep(flowMs);
    const file = join(cluster.folder, "backup.dump");
    dump(cluster.databaseUrl, file);
    const [then, placed] = [await states(cluster), orders.placed.length];
    await sleep(flowMs);
    const before = await generation(cluster);
    await letTokensEnd(cluster);
    await until("a token was refreshed", async () => (await generation(cluster)) > before);
    await sleep(flowMs / 3);
    const later = await states(cluster);
    await loseAndRestore(cluster, superuserUrl, file);
    const restored = await states(cluster);
    for (const app of cluster.apps) {
      await app.restart();
      await cluster.untilReady(app);
    }
    await sleep(flowMs / 3);
    await orders.stop();
    await settle(cluster, orders);
    // Until the hour of its access token is over, nobody can know that the refresh token is spent.
    const faults = expecting(
      "is active with a refresh token that is not the last one",
      await judgeWorld(cluster, orders),
    );
    return {
      lines: [
        `PostgreSQL ${tools.version}, tables owned by ${owner}, who is bound by row security`,
        `backup: ${placed} receipts, ${told(then)}; lost: ${told(later)}; restored: ${told(restored)}`,
        `after it: ${orders.placed.length} receipts, ${told(await states(cluster))}`,
      ],
      faults: [
        ...(later.completed > restored.completed ? [] : ["Nothing was done after the backup."]),
        ...faults,
        ...(await reconnect(cluster, orders, integrationId)),
      ],
    };
  } finally {
    await cluster.stop();
  }
}

/** What is wrong with how a spent refresh token shows, and with the work after the reconnect. */
async function reconnect(cluster: Cluster, orders: Orders, integrationId: string) {
  const needed = "select count(*)::int as n from integration where status = 'reconnect'";
  await letTokensEnd(cluster);
  await until("the shop asks for a reconnect", async () => (await number(cluster, needed)) === 1);
  const during = startOrders(cluster);
  await sleep(3_000);
  await during.stop();
  orders.placed.push(...during.placed);
  const console_ = await signInToConsole(cluster.appUrl, demoLogins.admin);
  await giveConsent(console_, integrationId);
  await settle(cluster, orders);
  // The restored token is tried once: that is how it is noticed that it was spent.
  return expecting("I5: a refresh token was sent again", await judgeWorld(cluster, orders));
}

/** The faults without the one that a restore cannot do without; that one must be there. */
function expecting(words: string, faults: string[]): string[] {
  const at = faults.findIndex((fault) => fault.includes(words));
  return at < 0 ? [...faults, `Not seen: ${words}`] : faults.filter((_, index) => index !== at);
}

const states = (cluster: Cluster) =>
  queryOnce(cluster.databaseUrl, async (sql) => {
    const [row] = await sql`select count(*)::int as links,
      count(*) filter (where outbound_order_id is not null)::int as made,
      count(*) filter (where state = 'completed')::int as completed,
      count(*) filter (where state = 'skipped')::int as skipped from order_link`;
    return row as { links: number; made: number; completed: number; skipped: number };
  });

const told = ({ links, made, completed, skipped }: Awaited<ReturnType<typeof states>>) =>
  `${links} known, ${made} with an order, ${completed} completed, ${skipped} skipped`;
