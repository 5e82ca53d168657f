import { eq } from "drizzle-orm";
import { clearStage, openShops } from "@/bench/import-shops";
import type { Bench } from "@/bench/part";
import { median, resultOf } from "@/bench/results";
import { db } from "@/db/client";
import { etsyConnection } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { open } from "@/server/crypto";
import { createOrder } from "@/server/orders/create-order";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Milliseconds that opening one sealed token takes, over thousands of times. */
async function openingMs(integrationId: string): Promise<number> {
  const [row] = await db()
    .select({ sealed: etsyConnection.accessTokenSealed })
    .from(etsyConnection)
    .where(eq(etsyConnection.integrationId, integrationId));
  const place = `etsy_connection:access_token:${integrationId}`;
  const times = 5000;
  const took = await timeOf(async () => {
    for (let time = 0; time < times; time++) open(row?.sealed ?? "", place);
  });
  return took / times;
}

/**
 * The jobs run in this process, against the same database and stand-ins: reading a page of a hundred
 * receipts opens Etsy's token once, an order opens CartonCloud's token for its search and for its post.
 */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const orders = small ? 20 : 50;
  const ofPage: number[] = [];
  const ofOrder: number[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    await clearStage(on);
    const [shop] = await openShops(on, 1, 100);
    if (!shop) throw new Error("The shop was not made.");
    const opened = await openPull(shop.id, { trigger: "schedule", userId: null });
    const page = await timeOf(() => pullPage(opened?.pullId ?? ""));
    const links = await db().select({ id: orderLink.id }).from(orderLink).limit(orders);
    const times: number[] = [];
    for (const { id } of links) times.push(await timeOf(() => createOrder(id)));
    const opening = await openingMs(shop.id);
    const order = median(times);
    say(
      `  a token opens in ${(opening * 1000).toFixed(1)} µs; a page takes ${page.toFixed(0)} ms, an order ${order.toFixed(1)} ms`,
    );
    // The first round is for warmth alone.
    if (pair === 0) continue;
    ofPage.push((100 * opening) / page);
    ofOrder.push((100 * 2 * opening) / order);
  }
  await clearStage(on);
  return [
    resultOf("Opening the token by reading a page, %", ofPage, 0.1),
    resultOf("Opening the tokens by making an order, %", ofOrder, 0.1),
  ];
}
