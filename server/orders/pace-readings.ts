import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { integration } from "@/db/schema/integration";
import { env } from "@/server/env";
import { idleShare, longestStretch, readingStretch } from "./next-pull";

/** Calls of a daily check: paid and unshipped receipts, and canceled ones. */
const callsOfCheck = 2;

/**
 * Sees how many readings a day the rhythms of all active shops ask for, and by how much all have to
 * wait longer where the calls of the Etsy app's day would not last. The next pulls are planned by it.
 */
export async function paceReadings(): Promise<void> {
  const interval = env().PULL_INTERVAL_SECONDS;
  const idle = sql`extract(epoch from now() - coalesce(${integration.lastNewReceiptAt}, ${integration.activatedAt}, now()))`;
  const own = eq(etsyBudget.keystring, env().ETSY_KEYSTRING);
  const [day] = await db()
    .select({
      limitPerDay: etsyBudget.limitPerDay,
      otherCalls: sql<number>`(select coalesce(sum(calls - readings), 0)::int from ${etsyCallCount}
        where quarter > now() - interval '1 day')`,
      planned: sql<number>`(select coalesce(sum(${callsOfCheck}
          + 86400.0 / least(greatest(${interval}, ${idle} / ${idleShare}), ${interval * longestStretch})), 0)::float8
        from ${integration} where ${integration.status} = 'active')`,
    })
    .from(etsyBudget)
    .where(own);
  if (day)
    await db()
      .update(etsyBudget)
      .set({ readingStretch: readingStretch(day) })
      .where(own);
}
