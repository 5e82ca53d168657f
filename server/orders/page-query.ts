import type { pull } from "@/db/schema/integration";
import type { ReceiptQuery } from "@/server/etsy/client";
import { largestPage } from "@/server/etsy/client";
import type { ReceiptPage } from "@/server/etsy/wire";

/** How far a pull is. */
type PullRow = Pick<
  typeof pull.$inferSelect,
  "kind" | "phase" | "windowFrom" | "windowTo" | "seenUpTo" | "offset"
>;

export type NextPage = {
  /** True when another page of the same pull is to be read. */
  more: boolean;
  offset: number;
  seenUpTo: Date | null;
  phase: PullRow["phase"];
};

const epochSeconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** Where a pull reads next: from this second on, inclusive. */
const pageFrom = (row: PullRow) =>
  row.seenUpTo && row.seenUpTo > row.windowFrom ? row.seenUpTo : row.windowFrom;

/** What Etsy is asked for: changes by their last-modified time, a check by creation time. */
export function pageQuery(row: PullRow): ReceiptQuery {
  const page = { limit: largestPage, offset: row.offset };
  const from = epochSeconds(pageFrom(row));
  const to = epochSeconds(row.windowTo);
  if (row.kind === "changes")
    return { ...page, minLastModified: from, maxLastModified: to, sortOn: "updated" };
  const wanted =
    row.phase === "unshipped" ? { wasPaid: true, wasShipped: false } : { wasCanceled: true };
  return { ...page, ...wanted, minCreated: from, maxCreated: to, sortOn: "created" };
}

/**
 * The times of a page that its pull may go by, epoch seconds. One beyond the window was not asked
 * for: it must not carry the pull past the ones that follow.
 */
function timesOf(row: PullRow, { receipts }: ReceiptPage): number[] {
  const to = epochSeconds(row.windowTo);
  return receipts
    .map((one) => (row.kind === "changes" ? one.updatedAt : one.createdAt))
    .filter((at) => at > 0 && at <= to);
}

const ascends = (times: readonly number[]) =>
  times.every((at, index) => at >= (times[index - 1] ?? 0));

/** A page may be shorter than it was asked to be: Etsy's count says whether more follow it. */
function moreFollow(row: PullRow, { count, length, receipts }: ReceiptPage, times: number[]) {
  if (length === 0 || (receipts.length > 0 && times.length === 0)) return false;
  return length >= largestPage || count > row.offset + length;
}

/**
 * Pages follow the second that they are sorted by, inclusive, and not an offset into the whole
 * window: a receipt that leaves its place while a pull runs would move all behind it up past an
 * offset. An offset is counted only within one and the same second, and where Etsy did not sort
 * the page as it was asked to.
 */
export function nextPage(row: PullRow, page: ReceiptPage): NextPage {
  const times = timesOf(row, page);
  const latest = Math.max(0, ...times);
  const onwards = latest > epochSeconds(pageFrom(row)) ? new Date(latest * 1000) : row.seenUpTo;
  const { phase } = row;
  if (moreFollow(row, page, times)) {
    if (onwards !== row.seenUpTo && ascends(times))
      return { more: true, seenUpTo: onwards, offset: 0, phase };
    return { more: true, seenUpTo: row.seenUpTo, offset: row.offset + page.length, phase };
  }
  if (row.kind === "check" && phase === "unshipped")
    return { more: true, seenUpTo: null, offset: 0, phase: "canceled" };
  return { more: false, seenUpTo: onwards, offset: 0, phase };
}
