import { sql } from "drizzle-orm";
import { z } from "zod";
import { importShops, rest } from "@/bench/import-shops";
import type { Stage } from "@/bench/open-stage";
import type { Bench } from "@/bench/part";
import { percentile, resultOf } from "@/bench/results";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";

/** The warehouse sends one order in this time, in milliseconds. */
const everyMs = 150;
/** A receipt that is not completed by then was forgotten, in milliseconds. */
const mostMs = 5 * 60_000;

const entry = z.object({ at: z.string(), path: z.string(), status: z.number() });

/**
 * Orders leave the warehouse one after the other, as CartonCloud's webhook tells.
 * @returns for each, the seconds from its dispatch until Etsy is told of the parcel: the webhook's own
 * way and the stand-in's work among them. @throws Error when one is forgotten
 */
async function tellDispatches(stage: Stage, count: number): Promise<number[]> {
  await importShops(stage, 1, count);
  const orders = await db()
    .select({ receiptId: orderLink.receiptId, orderId: orderLink.outboundOrderId })
    .from(orderLink);
  await stage.etsy.control("DELETE", "/journal");
  const sentAt = new Map<string, number>();
  for (const { receiptId, orderId } of orders) {
    sentAt.set(receiptId, Date.now());
    await stage.cartonCloud.control("POST", `/orders/${orderId}/dispatch`, {});
    await rest(everyMs);
  }
  const began = Date.now();
  for (let left = count; left > 0; ) {
    if (Date.now() - began > mostMs) throw new Error(`${left} receipts were not completed.`);
    await rest(100);
    left = await db().$count(orderLink, sql`${orderLink.state} <> 'completed'`);
  }
  const { entries } = await stage.etsy.control("GET", "/journal");
  return z
    .array(entry)
    .parse(entries)
    .filter(({ path, status }) => path.endsWith("/tracking") && status === 200)
    .map(({ at, path }) => {
      const receiptId = /receipts\/(\d+)\//.exec(path)?.[1] ?? "";
      return (Date.parse(at) - (sentAt.get(receiptId) ?? Number.NaN)) / 1000;
    });
}

export async function measure({ small, pairs, stage, say }: Bench) {
  const untilTold: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const seconds = await tellDispatches(await stage(), small ? 20 : 200);
    untilTold.push(percentile(seconds, 0.95));
    say(
      `  ${seconds.length} parcels: ${percentile(seconds, 0.5).toFixed(2)} s in the middle, ${percentile(seconds, 0.95).toFixed(2)} s for 95 in 100`,
    );
  }
  return [resultOf("Seconds from a dispatch until Etsy is told, 95th percentile", untilTold, 2)];
}
