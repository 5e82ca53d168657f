import type { Exchange, Snapshot } from "@/scripts/chaos/snapshot-shape";

/** The most moments that lie in one window of `windowMs`. */
export function mostWithin(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((moment, last) => {
    while (moment - (sorted[first] ?? moment) >= windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

const times = (entries: readonly Exchange[]) => entries.map(({ at }) => Date.parse(at));

/** I9: no more orders a minute and no more Etsy calls a second and a day than the two systems allow. */
export function limitsKept({ cartonCloud, etsy, limits }: Snapshot): string[] {
  const faults = [];
  const posts = cartonCloud.filter(
    ({ route }) => route.startsWith("POST") && route.endsWith("/outbound-orders"),
  );
  const tenantOf = ({ path }: Exchange) => /\/tenants\/([^/]+)/.exec(path)?.[1] ?? "";
  for (const tenant of new Set(posts.map(tenantOf))) {
    const most = mostWithin(times(posts.filter((post) => tenantOf(post) === tenant)), 60_000);
    if (limits.ordersPerMinute > 0 && most > limits.ordersPerMinute)
      faults.push(`I9: ${most} orders were sent to tenant ${tenant} within a minute.`);
  }
  const calls = times(etsy.filter(({ route }) => route.includes("/v3/application")));
  const second = mostWithin(calls, 1000);
  if (second > limits.etsyPerSecond)
    faults.push(`I9: Etsy was called ${second} times in a second.`);
  const day = mostWithin(calls, 86_400_000);
  if (day > limits.etsyPerDay) faults.push(`I9: Etsy was called ${day} times in a day.`);
  return faults;
}
