/** So many receipts show a shop's rhythm; with fewer nothing is concluded. */
const enough = 10;
/** A shop is never called silent sooner than this, in milliseconds. */
const shortestMs = 12 * 3_600_000;
/** Its longest pause so far, twice over, is more than its own rhythm explains. */
const times = 2;

/**
 * Whether a shop is quiet for longer than its own rhythm explains. `receiptsAt` are the times at which
 * its latest receipts were placed, in milliseconds, in any order.
 * @returns when the quiet began and its longest pause before that in milliseconds; null while all is as usual
 */
export function silenceOf(
  receiptsAt: readonly number[],
  now: number,
): { since: number; longestPauseMs: number } | null {
  if (receiptsAt.length < enough) return null;
  const sorted = [...receiptsAt].sort((a, b) => a - b);
  const pauses = sorted.slice(1).map((at, place) => at - (sorted[place] ?? at));
  const longestPauseMs = Math.max(...pauses);
  const since = sorted.at(-1) ?? now;
  return now - since > Math.max(shortestMs, longestPauseMs * times)
    ? { since, longestPauseMs }
    : null;
}
