import { and, isNotNull, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyCallCount } from "@/db/schema/etsy-budget";
import { pull } from "@/db/schema/integration";

/** What the pages show of pulls is of the last days; what they found is in the orders' own history. Milliseconds. */
const rememberedMs = 30 * 86_400_000;
/** Only the calls of the last 24 hours count, in milliseconds. */
const countedMs = 2 * 86_400_000;

/**
 * Forgets pulls that ended more than 30 days ago, and counts of calls of before the day that counts:
 * each shop adds some ninety of both a day. @returns how many pulls
 */
export async function forgetOldPulls(now: Date): Promise<number> {
  await db()
    .delete(etsyCallCount)
    .where(lt(etsyCallCount.quarter, new Date(+now - countedMs)));
  const before = new Date(+now - rememberedMs);
  const gone = await db()
    .delete(pull)
    .where(and(isNotNull(pull.finishedAt), lt(pull.finishedAt, before)))
    .returning({ id: pull.id });
  return gone.length;
}
