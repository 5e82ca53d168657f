import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestOffset } from "@/server/etsy/client";
import { readReceipt } from "@/server/etsy/fixtures";
import type { ReceiptPage } from "@/server/etsy/wire";
import { nextPage, pageQuery } from "./page-query";

const begin = 1_780_000_000;
type Listed = { id: number; at: number };
type Shop = {
  listed: Listed[];
  order: "asc" | "desc" | "as they come";
  /** The most that one page holds, whatever was asked for. */
  most: number;
  /** Counted, and taken off the page after it was cut. */
  hidden: Set<number>;
};

const receiptOf = ({ id, at }: Listed) =>
  readReceipt({ receipt_id: id, created_timestamp: at, updated_timestamp: at });

function answer(shop: Shop, query: ReturnType<typeof pageQuery>): ReceiptPage {
  const from = query.minLastModified ?? query.minCreated ?? 0;
  const to = query.maxLastModified ?? query.maxCreated ?? 0;
  const fitting = shop.listed.filter(({ at }) => at >= from && at <= to);
  if (shop.order !== "as they come")
    fitting.sort((a, b) => (shop.order === "asc" ? a.at - b.at : b.at - a.at));
  const cut = fitting.slice(query.offset, query.offset + Math.min(shop.most, query.limit));
  const shown = cut.filter(({ id }) => !shop.hidden.has(id));
  return { count: fitting.length, length: shown.length, receipts: shown.map(receiptOf) };
}

/** Ids that a pull of changes has read when it ends, its cursor, and how many pages it asked for. */
function pull(shop: Shop) {
  const windowTo = new Date((begin + 100_000) * 1000);
  let row: Parameters<typeof pageQuery>[0] = {
    kind: "changes",
    phase: "unshipped",
    windowFrom: new Date((begin - 600) * 1000),
    windowTo,
    seenUpTo: null,
    offset: 0,
  };
  const read = new Set<number>();
  for (let pages = 1; ; pages++) {
    const page = answer(shop, pageQuery(row));
    for (const { receiptId } of page.receipts) read.add(Number(receiptId));
    const { more, ...next } = nextPage(row, page);
    row = { ...row, ...next };
    if (!more) return { read, pages, seenUpTo: row.seenUpTo };
    if (row.offset > largestOffset || pages > 1000) throw new Error("It never ends.");
  }
}

const list = fc
  .array(fc.nat({ max: 900 }), { maxLength: 450, size: "max" })
  .map((times) => times.map((time, index) => ({ id: index + 1, at: begin + time })));
/** A failure is told as it was found: to make it shorter would take minutes. */
const runs = { numRuns: 40, endOnFailure: true };
const ids = (listed: Listed[]) => listed.map(({ id }) => id);

describe("the pages of a pull", () => {
  it("show every receipt of the window, and end at the time of the last one", () => {
    fc.assert(
      fc.property(list, fc.constantFrom(100, 37), (listed, most) => {
        const { read, seenUpTo } = pull({ listed, order: "asc", most, hidden: new Set() });
        expect([...read].sort((a, b) => a - b)).toEqual(ids(listed));
        expect(seenUpTo?.getTime() ?? 0).toBe(Math.max(0, ...listed.map(({ at }) => at * 1000)));
      }),
      runs,
    );
  });

  it("F38: show every receipt where Etsy does not sort as it was asked to", () => {
    fc.assert(
      fc.property(list, fc.constantFrom("desc", "as they come"), (listed, order) => {
        // Times of their own: among equal ones nobody can tell which way a page is sorted.
        const apart = listed.map((one, index) => ({
          ...one,
          at: one.at * 100 + index - begin * 99,
        }));
        const { read } = pull({ listed: apart, order, most: 100, hidden: new Set() } as Shop);
        expect(read.size).toBe(apart.length);
      }),
      runs,
    );
  });

  it("end, and lose nothing that is shown, where Etsy counts receipts that it does not show", () => {
    fc.assert(
      fc.property(list, fc.nat({ max: 9 }), (listed, every) => {
        const hidden = new Set(ids(listed).filter((id) => id % 10 < every));
        const { read } = pull({ listed, order: "asc", most: 100, hidden });
        const shown = ids(listed).filter((id) => !hidden.has(id));
        expect([...read].sort((a, b) => a - b)).toEqual(shown);
      }),
      runs,
    );
  });

  it("are as few as they can be: one for each hundred, and at most one more", () => {
    const listed = Array.from({ length: 1000 }, (_, index) => ({
      id: index + 1,
      at: begin + index,
    }));
    const { pages } = pull({ listed, order: "asc", most: 100, hidden: new Set() });
    expect(pages).toBeLessThanOrEqual(11);
  });

  it("go by no time beyond the window, which nobody asked for", () => {
    const windowTo = new Date((begin + 10) * 1000);
    const row = {
      kind: "changes",
      phase: "unshipped",
      windowFrom: new Date(begin * 1000),
      windowTo,
      seenUpTo: null,
      offset: 0,
    } as const;
    const receipts = [5, 6, 99_999].map((at, index) =>
      receiptOf({ id: index + 1, at: begin + at }),
    );
    expect(nextPage(row, { count: 500, length: 3, receipts })).toMatchObject({
      more: true,
      seenUpTo: new Date((begin + 6) * 1000),
    });
    const beyond = [receiptOf({ id: 9, at: begin + 99_999 })];
    expect(nextPage(row, { count: 500, length: 1, receipts: beyond })).toMatchObject({
      more: false,
      seenUpTo: null,
    });
  });
});
