/** An idle shop is read at least this much more seldom than a busy one: every 30 minutes instead of 5. */
const longestStretch = 6;
/** A shop without a new order for this many intervals is read a twelfth of that time later. */
const idleShare = 12;

/**
 * Milliseconds until the next pull of a shop. Busy shops are read every interval; a shop whose last
 * new order is long ago waits a twelfth of that time, at most six intervals. `spread` (0 to 1) keeps
 * shops that were connected together from pulling together for ever.
 */
export function nextPullInMs(shop: {
  intervalSeconds: number;
  /** Since its last new order, or since it was activated; milliseconds. */
  idleMs: number;
  spread: number;
}): number {
  const interval = shop.intervalSeconds * 1000;
  const wait = Math.min(Math.max(interval, shop.idleMs / idleShare), interval * longestStretch);
  return Math.round(wait * (0.9 + shop.spread * 0.1));
}
