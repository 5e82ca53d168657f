import type { pull } from "@/db/schema/integration";
import type { ReceiptQuery } from "@/server/etsy/client";
import { largestPage } from "@/server/etsy/client";
import type { Receipt, ReceiptPage } from "@/server/etsy/wire";

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
 * Pages follow the second that they are sorted by, inclusive, and not an offset into the whole
 * window: a receipt that leaves its place while a pull runs would move all behind it up past an
 * offset. Only within one and the same second is an offset counted.
 */
export function nextPage(row: PullRow, page: ReceiptPage): NextPage {
  const timeOf = (one: Receipt) => (row.kind === "changes" ? one.updatedAt : one.createdAt);
  const latest = page.receipts.reduce((most, one) => Math.max(most, timeOf(one)), 0) * 1000;
  const seenUpTo = latest > 0 ? new Date(Math.min(latest, +row.windowTo)) : row.seenUpTo;
  const { phase } = row;
  if (page.length === largestPage) {
    const sameSecond = latest <= epochSeconds(pageFrom(row)) * 1000;
    return { more: true, seenUpTo, offset: sameSecond ? row.offset + page.length : 0, phase };
  }
  if (row.kind === "check" && phase === "unshipped")
    return { more: true, seenUpTo: null, offset: 0, phase: "canceled" };
  return { more: false, seenUpTo, offset: 0, phase };
}
