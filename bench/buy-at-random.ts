import { isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { randomOf } from "@/scripts/chaos/kill/seeds";
import type { Shop } from "@/scripts/chaos/shops";
import { openShop } from "@/scripts/chaos/shops";
import { rest } from "./import-shops";
import type { Stage } from "./open-stage";

/** A payment without an order by then was forgotten, in milliseconds. */
const patienceMs = 20 * 60_000;

/** Active shops that have just sold something, without a receipt, each read next when `nextPullAt` says. */
export async function openFreshShops(
  { etsy }: Stage,
  count: number,
  nextPullAt: (nth: number) => Date,
): Promise<Shop[]> {
  const shops: Shop[] = [];
  for (let nth = 0; nth < count; nth++)
    shops.push(
      await openShop(etsy, nth, {
        nextPullAt: nextPullAt(nth),
        pullCursor: new Date(),
        lastNewReceiptAt: new Date(),
      }),
    );
  return shops;
}

/**
 * Buyers pay `count` orders in shops taken by turns, at random moments of the next `withinMs`.
 * @returns for each, the seconds from its payment until CartonCloud had its order
 * @throws Error when one got none
 */
export async function buyAtRandom(
  { etsy }: Stage,
  shops: readonly Shop[],
  count: number,
  withinMs: number,
): Promise<number[]> {
  const random = randomOf(count);
  const moments = Array.from({ length: count }, () => random() * withinMs).sort((a, b) => a - b);
  const paidAt = new Map<string, number>();
  const began = Date.now();
  for (const [nth, moment] of moments.entries()) {
    await rest(Math.max(0, began + moment - Date.now()));
    const shop = shops[nth % shops.length];
    const at = Date.now();
    const placed = await etsy.control("POST", `/shops/${shop?.shopId}/receipts`, {
      address: { country: "US" },
      lines: [{ listingId: 81000001 }],
    });
    for (const id of placed.receipt_ids as number[]) paidAt.set(String(id), at);
  }
  const made = () =>
    db()
      .select({ receiptId: orderLink.receiptId, at: orderLink.orderCreatedAt })
      .from(orderLink)
      .where(isNotNull(orderLink.outboundOrderId));
  const paidUntil = Date.now();
  let rows = await made();
  for (; rows.length < count; rows = await made()) {
    if (Date.now() - paidUntil > patienceMs)
      throw new Error(`${count - rows.length} payments of ${count} became no order.`);
    await rest(500);
  }
  return rows.map(({ receiptId, at }) => {
    const paid = paidAt.get(receiptId);
    if (!at || !paid) throw new Error(`Receipt ${receiptId} was not bought here.`);
    return (Number(at) - paid) / 1000;
  });
}
