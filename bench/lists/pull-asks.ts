import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { sellers } from "@/sandbox/demo";
import { asOwner } from "@/scripts/testing/as-owner";
import { control } from "@/scripts/testing/control";
import { connectSeller } from "@/scripts/testing/open-integration";
import { env } from "@/server/env";
import { pullPage } from "@/server/orders/pull-page";
import { openPull } from "@/server/orders/request-pull";
import type { History } from "./seed-history";

const [seller] = sellers;
const hourMs = 3_600_000;
/** A whole page. */
export const waiting = 100;

/** Receipts of the last minutes, in the shop that every side is connected to. */
export async function placeReceipts(etsyUrl: string): Promise<void> {
  await control(etsyUrl, "POST", "/reset", { empty: true });
  await control(etsyUrl, "POST", `/shops/${seller.shopId}/receipts`, {
    count: waiting,
    createdAt: Math.floor((Date.now() - hourMs) / 1000),
    stepSeconds: 10,
    address: { country: "US" },
    lines: [{ listingId: 81000001 }],
  });
}

type PullAsk = { before(): Promise<unknown>; ask(): Promise<unknown> };

/** Pulls of the shop with a past: of receipts that it does not know, and of those that it knows. */
export async function openPullAsks(shop: History): Promise<Record<string, PullAsk>> {
  const { integrationId } = shop;
  const [row] = await db()
    .update(integration)
    .set({ etsyShopId: seller.shopId })
    .where(eq(integration.id, integrationId))
    .returning();
  if (!row) throw new Error("The shop is not there.");
  const { ETSY_API_URL: url } = env();
  const etsy = {
    control: (method: string, path: string, body?: unknown) => control(url, method, path, body),
  };
  await connectSeller(etsy, row, seller);
  const back = () =>
    asOwner(`update integration set pull_cursor = now() - interval '2 hours',
      next_pull_at = now() + interval '1 day' where id = '${integrationId}'`);
  const pull = (expected: number) => async () => {
    const opened = await openPull(integrationId, { trigger: "schedule", userId: null });
    let added = 0;
    for (let more = true; more; ) {
      const page = await pullPage(opened?.pullId ?? "");
      added += page.added;
      more = page.more;
    }
    if (added !== expected) throw new Error(`The pull brought ${added} receipts, not ${expected}.`);
  };
  const before = new Date();
  const forget = () =>
    asOwner(`
      delete from order_link_event where order_link_id in
        (select id from order_link where created_at > '${before.toISOString()}');
      delete from order_link where created_at > '${before.toISOString()}'`);
  return {
    [`pull: ${waiting} new receipts`]: {
      before: () => forget().then(back),
      ask: pull(waiting),
    },
    [`pull: ${waiting} known receipts`]: { before: back, ask: pull(0) },
  };
}
