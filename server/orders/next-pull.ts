import { reserve } from "@/server/integrations/admit-etsy-call";

/** The sweeper opens at most so many pulls a minute. */
export const mostPullsAtOnce = 500;
/** An idle shop is read at least this much more seldom than a busy one: every 30 minutes instead of 5. */
export const longestStretch = 6;
/** A shop without a new order for this many intervals is read a twelfth of that time later. */
export const idleShare = 12;
/** However many calls orders need, reading is planned with this share of the app's day. */
const leastShare = 0.05;
/** Long lists take more than one call, and webhooks and people ask for readings beyond the rhythm. */
const plannedShare = 0.9;
const dayMs = 86_400_000;

type Rhythm = {
  intervalSeconds: number;
  /** Since its last new order, or since it was activated; milliseconds. */
  idleMs: number;
};

const waitOf = ({ intervalSeconds, idleMs }: Rhythm): number => {
  const interval = intervalSeconds * 1000;
  return Math.min(Math.max(interval, idleMs / idleShare), interval * longestStretch);
};

/**
 * Milliseconds until the next pull of a shop. Busy shops are read every interval; a shop whose last
 * new order is long ago waits a twelfth of that time, at most six intervals. `stretch` (1 or more)
 * is how much longer all shops wait where Etsy's calls of a day would not last. `spread` (0 to 1)
 * keeps shops that were connected together from pulling together for ever.
 */
export function nextPullInMs(shop: Rhythm & { spread: number; stretch: number }): number {
  return Math.round(waitOf(shop) * shop.stretch * (0.9 + shop.spread * 0.1));
}

/** Readings that a shop's rhythm asks for in a day. */
export const readingsADay = (intervalSeconds: number, idleMs: number): number =>
  dayMs / waitOf({ intervalSeconds, idleMs });

/**
 * How much longer than its rhythm asks every shop has to wait, so that the readings of a day fit into
 * what the Etsy app's day has left for them: 1 where they do. Without it the calls of a day would be
 * gone by noon, and no shop would be read until the next.
 */
export function readingStretch(day: {
  limitPerDay: number;
  /** Calls of the last 24 hours that were no readings. */
  otherCalls: number;
  /** Readings that the rhythms of all shops ask for. */
  planned: number;
}): number {
  const left = (day.limitPerDay * (1 - reserve) - day.otherCalls) * plannedShare;
  return Math.max(1, day.planned / Math.max(left, day.limitPerDay * leastShare));
}

/** Doublings after which failing pulls come no more seldom: four intervals. */
const mostDoublings = 2;

/**
 * Milliseconds until a shop whose pull failed is read again. `failures` counts the pulls that have
 * failed in a row, this one among them: each doubles the wait, up to four intervals. `spread` (0 to 1)
 * takes up to half of it away, so that the shops that an outage stopped do not all come back at once.
 */
export function pullAgainInMs(failed: {
  intervalSeconds: number;
  failures: number;
  spread: number;
}): number {
  const doublings = Math.min(Math.max(failed.failures - 1, 0), mostDoublings);
  return Math.round(failed.intervalSeconds * 1000 * 2 ** doublings * (1 - failed.spread / 2));
}
