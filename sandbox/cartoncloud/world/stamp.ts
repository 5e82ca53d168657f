/**
 * Tells an instant with an offset, as CartonCloud does: ("2026-11-18T00:00:00.000Z", "+10:00")
 * gives "2026-11-18T10:00:00+10:00". Milliseconds are kept when there are any.
 */
export function withOffset(instant: string, offset: string): string {
  const sign = offset.startsWith("-") ? -1 : 1;
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  const shifted = new Date(Date.parse(instant) + minutes * 60_000).toISOString();
  return `${shifted.slice(0, -1).replace(/\.000$/, "")}${offset}`;
}
