import { sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { importShops } from "./import-shops";
import type { Stage } from "./open-stage";

/** The warehouse sends one order in this time, in milliseconds. */
const everyMs = 150;
/** A receipt that is not completed by then was forgotten, in milliseconds. */
const mostMs = 5 * 60_000;

const entry = z.object({ at: z.string(), path: z.string(), status: z.number() });

const rest = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

/**
 * Orders leave the warehouse one after the other, as CartonCloud's webhook tells.
 * @returns for each, the seconds from its dispatch until Etsy is told of the parcel: the webhook's own
 * way and the stand-in's work among them. @throws Error when one is forgotten
 */
export async function tellDispatches(stage: Stage, count: number): Promise<number[]> {
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

/** The value that so large a part of all does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)] ?? Number.NaN;
}
