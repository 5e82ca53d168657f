import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectShop, mapleShopId } from "./connect-shop";
import { control } from "./control";
import { queryOnce } from "./query-once";
import type { TestStack } from "./stack";
import { startStack } from "./stack";
import { temporaryFolder } from "./temporary-folder";

const receiptCount = 50;
const patienceMs = 6 * 60_000;

let stack: TestStack;
const folder = temporaryFolder("survival-");
const say = (words: string) => process.stderr.write(`  ${words}\n`);

beforeAll(async () => {
  stack = await startStack({
    dataDir: folder.path,
    environment: { PULL_INTERVAL_SECONDS: "20", DISPATCH_POLL_SECONDS: "20" },
  });
  await control(stack.cartonCloudUrl, "PUT", "/settings", {
    ordersPerMinute: 0,
    ordersMinIntervalMs: 0,
  });
  await query((sql) => sql`update cartoncloud_connection set order_posts_per_minute = 240`);
}, 300_000);

afterAll(async () => {
  await stack?.stop();
  folder.remove();
}, 60_000);

const query = <T>(ask: (sql: postgres.Sql) => Promise<T>) => queryOnce(stack.databaseUrl, ask);

const countIn = (...states: string[]) =>
  query(async (sql) => {
    const [row] =
      await sql`select count(*)::int as n from order_link where state in ${sql(states)}`;
    return Number(row?.n);
  });

async function until(words: string, done: () => Promise<boolean>): Promise<void> {
  const from = Date.now();
  while (!(await done().catch(() => false))) {
    if (Date.now() - from > patienceMs) throw new Error(`Waited too long until ${words}.`);
    await sleep(500);
  }
  say(`${words} (${Math.round((Date.now() - from) / 1000)} s)`);
}

/** kill -9 and start again, after a moment in which it is really gone. */
async function kill(name: keyof TestStack["processes"]): Promise<void> {
  await stack.processes[name].kill("SIGKILL");
  await sleep(500);
  await stack.processes[name].restart();
  say(`killed and started again: ${name}`);
}

type Parcelled = { shipments: unknown[]; mails: { subject: string }[] };

it(
  `F31 F32: brings ${receiptCount} receipts through kill -9 of every process and the loss of the queue, each exactly once`,
  async () => {
    await connectShop(stack);
    const placed = await control(stack.etsyUrl, "POST", `/shops/${mapleShopId}/receipts`, {
      count: receiptCount,
    });
    const receiptIds = placed.receipt_ids as number[];

    await until("the first orders are there", async () => (await countIn("created")) >= 3);
    for (const name of ["runner", "app", "cartonCloud", "postgres", "etsy"] as const) {
      await kill(name);
      await sleep(1500);
    }
    await until(
      "every receipt has its order",
      async () => (await countIn("created")) === receiptCount,
    );

    const links = await query(
      (sql) => sql`select receipt_id, outbound_order_id from order_link order by receipt_id`,
    );
    expect(links.map((link) => Number(link.receipt_id))).toEqual(receiptIds.toSorted());
    for (const link of links)
      await control(stack.cartonCloudUrl, "POST", `/orders/${link.outbound_order_id}/dispatch`);

    await until("the first receipts are completed", async () => (await countIn("completed")) >= 3);
    for (const name of ["app", "etsy", "postgres", "runner", "cartonCloud"] as const) {
      await kill(name);
      await sleep(1500);
    }
    await until(
      "every receipt is completed",
      async () => (await countIn("completed")) === receiptCount,
    );

    for (const receiptId of receiptIds) {
      const { orders } = await control(
        stack.cartonCloudUrl,
        "GET",
        `/orders?reference=${receiptId}`,
      );
      expect(orders, `orders of receipt ${receiptId}`).toHaveLength(1);
      const receipt = (await control(stack.etsyUrl, "GET", `/receipts/${receiptId}`)) as Parcelled;
      expect(receipt.shipments, `parcels of receipt ${receiptId}`).toHaveLength(1);
      const mails = receipt.mails.filter(({ subject }) => subject.endsWith("is on its way"));
      expect(mails, `mails to the buyer of receipt ${receiptId}`).toHaveLength(1);
    }
  },
  3 * patienceMs,
);
