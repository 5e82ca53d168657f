import type { World } from "@/sandbox/etsy/world/world";

const BUCKET_SECONDS = 3600;
const BUCKETS = 24;

export type QuotaAnswer = { headers: Record<string, string>; error: string | null };

/**
 * Counts requests of the app against both limits, the one per second first. The day is rolling,
 * in buckets of an hour. Kept in memory: a restart gives the day back. Fact: etsy §4.
 */
export function createQuota(world: World): { take(): QuotaAnswer; reset(): void } {
  let second = { at: 0, used: 0 };
  let buckets = new Map<number, number>();

  return {
    reset() {
      second = { at: 0, used: 0 };
      buckets = new Map();
    },
    take() {
      const { perSecond, perDay, retryAfter, shortSecondHeader } = world.settings.get();
      const now = world.now();
      if (second.at !== now) second = { at: now, used: 0 };
      const bucket = Math.floor(now / BUCKET_SECONDS);
      for (const old of buckets.keys()) if (old <= bucket - BUCKETS) buckets.delete(old);
      const usedToday = [...buckets.values()].reduce((sum, used) => sum + used, 0);

      const overSecond = second.used >= perSecond;
      const overDay = !overSecond && usedToday >= perDay;
      if (!overSecond && !overDay) {
        second.used += 1;
        buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      }
      const taken = overSecond || overDay ? 0 : 1;
      const wait = overDay ? secondsUntilRelief(buckets, now) : 1;
      return {
        error: overSecond
          ? "Exceeded per second rate limit"
          : overDay
            ? "Exceeded daily rate limit"
            : null,
        headers: {
          "x-limit-per-second": String(perSecond),
          [shortSecondHeader ? "x-remaining-this-secon" : "x-remaining-this-second"]: String(
            Math.max(0, perSecond - second.used),
          ),
          "x-limit-per-day": String(perDay),
          "x-remaining-today": String(Math.max(0, perDay - usedToday - taken)),
          ...(taken === 0 && retryAfter ? { "retry-after": String(wait) } : {}),
        },
      };
    },
  };
}

function secondsUntilRelief(buckets: Map<number, number>, now: number): number {
  const oldest = Math.min(...buckets.keys());
  return (oldest + BUCKETS) * BUCKET_SECONDS - now;
}
