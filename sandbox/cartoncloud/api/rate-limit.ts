import type { ApiClient } from "@/sandbox/cartoncloud/world/records";
import type { World } from "@/sandbox/cartoncloud/world/world";
import { Problem } from "./problem";

// A client that keeps exactly to the pace arrives a little early now and then.
const graceMs = 50;
const windowMs = 60_000;

export type RateLimit = {
  /** Counts a post. @throws Problem 429 when it comes too soon; it is not counted then. */
  take(client: ApiClient): void;
  forget(): void;
};

/**
 * The limit on posting outbound orders: so many a minute and none sooner than a gap after the last,
 * per user. Source: the API reference. Kept in memory only.
 */
export function createRateLimit(world: World): RateLimit {
  const posts = new Map<string, number[]>();
  const take = (client: ApiClient): void => {
    const { ordersPerMinute, ordersMinIntervalMs, retryAfterHeader } = world.settings();
    const now = world.now().getTime();
    const recent = (posts.get(client.userId) ?? []).filter((at) => at > now - windowMs + graceMs);
    const last = recent.at(-1) ?? Number.NEGATIVE_INFINITY;
    const first = recent.at(-ordersPerMinute);
    const waits = [
      ordersMinIntervalMs > 0 ? last + ordersMinIntervalMs - graceMs - now : 0,
      ordersPerMinute > 0 && recent.length >= ordersPerMinute && first !== undefined
        ? first + windowMs - now
        : 0,
    ];
    const wait = Math.max(...waits);
    if (wait > 0) {
      const headers = { "Retry-After": String(Math.ceil(wait / 1000)) };
      throw new Problem(429, [{ message: "Too many orders" }], retryAfterHeader ? headers : {});
    }
    posts.set(client.userId, [...recent, now]);
  };
  return { take, forget: () => posts.clear() };
}
