const hour = 3_600_000;
const day = 24 * hour;

/** An order that is out is asked for this often, in milliseconds: a webhook or the poll tells sooner. */
const orderEveryMs = 6 * hour;
/** After the dispatch the parcels of a completed order are looked at this often and this late, in milliseconds. */
const parcelsAfterMs = [6 * hour, day, 3 * day, 7 * day, 14 * day];

/** How often CartonCloud is asked for tracking that is awaited, at the most and at the least, in milliseconds. */
const trackingEveryMs = { most: 10 * 60_000, least: 2 * hour };

/**
 * Milliseconds until tracking that has been awaited since then is asked for again: a quarter of the time
 * that it took so far, as each question is a call to CartonCloud and one to Etsy. Pure.
 */
export function nextTrackingAsk(since: Date, now: Date): number {
  const { most, least } = trackingEveryMs;
  return Math.min(Math.max((+now - +since) / 4, most), least);
}

/** When an order that is out is asked for again; spread by a tenth, so that a day's orders part. */
export const nextOrderLook = (now: Date): Date =>
  new Date(+now + orderEveryMs * (0.9 + Math.random() * 0.2));

/** When the parcels of a completed order are looked at next; null two weeks after the dispatch. Pure. */
export function nextParcelLook(dispatchedAt: Date, now: Date): Date | null {
  const after = parcelsAfterMs.find((ms) => +dispatchedAt + ms > +now);
  return after === undefined ? null : new Date(+dispatchedAt + after);
}
