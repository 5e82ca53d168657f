import { setTimeout as sleep } from "node:timers/promises";
import { checkInvariants } from "@/scripts/chaos/check-invariants";
import { mapleShopId } from "@/scripts/testing/connect-shop";
import { control } from "@/scripts/testing/control";
import { queryOnce } from "@/scripts/testing/query-once";
import type { Cluster } from "./cluster";

/** Between two receipts, ms. */
const everyMs = 700;
const settleMs = 6 * 60_000;

type World = Pick<Cluster, "etsyUrl" | "cartonCloudUrl" | "databaseUrl">;

/** Orders that flow: receipts are placed, and the warehouse sends each order soon after it is there. */
export function startOrders(world: World) {
  const placed: number[] = [];
  const sent = new Set<string>();
  const wrong: string[] = [];
  let stopped = false;
  const place = async () => {
    const { receipt_ids } = await control(
      world.etsyUrl,
      "POST",
      `/shops/${mapleShopId}/receipts`,
      {},
    );
    placed.push(...(receipt_ids as number[]));
  };
  const send = async () => {
    const { orders } = await control(world.cartonCloudUrl, "GET", "/orders");
    for (const { order } of orders as { order: { id: string; status: string } }[]) {
      if (sent.has(order.id) || order.status === "DISPATCHED") continue;
      sent.add(order.id);
      await control(world.cartonCloudUrl, "POST", `/orders/${order.id}/dispatch`);
    }
  };
  const goOn = async () => {
    for (let turn = 0; !stopped; turn++) {
      try {
        await place();
        if (turn % 3 === 2) await send();
      } catch (error) {
        wrong.push(`stand-in: ${String(error)}`);
      }
      await sleep(everyMs);
    }
  };
  const all = goOn();
  return {
    placed,
    wrong,
    send,
    /** No new receipts from here on; what is there may still be sent by `send`. */
    async stop() {
      stopped = true;
      await all;
    },
  };
}

export type Orders = ReturnType<typeof startOrders>;

const states = (url: string) =>
  queryOnce(url, async (sql) => {
    const rows = await sql`select state, count(*)::int as n from order_link group by state`;
    return Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)]));
  });

/**
 * Waits until nothing is left to do for any receipt, sending what the warehouse has not sent.
 * @throws Error that tells the states in which they stand, when that takes too long.
 */
export async function settle(world: World, orders: Orders): Promise<void> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    await orders.send();
    const now: Record<string, number> = await states(world.databaseUrl).catch(() => ({}));
    if ((now.completed ?? 0) + (now.skipped ?? 0) === orders.placed.length) return;
    if (Date.now() > deadline)
      throw new Error(
        `${orders.placed.length} receipts were placed, and after ${settleMs / 60_000} minutes they stand as ${JSON.stringify(now)}.`,
      );
    await sleep(1000);
  }
}

const standIn = (url: string) => ({
  url,
  control: (method: string, path: string, body?: unknown) => control(url, method, path, body),
});

/** What is wrong once all is done: the invariants, and every receipt with one order, one parcel and one mail. */
export async function judgeWorld(
  world: World,
  { placed }: Pick<Orders, "placed">,
): Promise<string[]> {
  const faults = await checkInvariants(
    { etsy: standIn(world.etsyUrl), cartonCloud: standIn(world.cartonCloudUrl) },
    { drained: true },
  );
  for (const id of placed) {
    const { orders } = await control(world.cartonCloudUrl, "GET", `/orders?reference=${id}`);
    const { shipments, mails } = (await control(world.etsyUrl, "GET", `/receipts/${id}`)) as {
      shipments: unknown[];
      mails: { subject: string }[];
    };
    const told = mails.filter(({ subject }) => subject.endsWith("is on its way")).length;
    const counts = [(orders as unknown[]).length, shipments.length, told];
    if (counts.some((count) => count !== 1))
      faults.push(
        `Receipt ${id} has ${counts.join(", ")} orders, parcels and mails, not one of each.`,
      );
  }
  return faults;
}
