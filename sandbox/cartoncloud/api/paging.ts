import type { Context } from "hono";
import { refusal } from "./problem";

export const pagingQuery = ["page", "size"] as const;

type Page<T> = { rows: T[]; headers: Record<string, string> };

/**
 * Cuts a page out of rows by the query's `page` (from 1) and `size`, with the headers that tell of it.
 * A page behind the last one is empty. A size above `maxSize` is cut to it.
 *
 * @throws Problem 400 when page or size is not a whole number from 1.
 */
export function pageOf<T>(
  c: Context,
  rows: T[],
  limits: { defaultSize: number; maxSize: number },
): Page<T> {
  const number = positive(c, "page") ?? 1;
  const size = Math.min(positive(c, "size") ?? limits.defaultSize, limits.maxSize);
  const pages = Math.ceil(rows.length / size);
  const link = (page: number, rel: string): string => {
    const url = new URL(c.req.url);
    url.searchParams.set("page", String(page));
    url.searchParams.set("size", String(size));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    link(1, "first"),
    ...(number > 1 ? [link(Math.min(number - 1, Math.max(pages, 1)), "prev")] : []),
    ...(number < pages ? [link(number + 1, "next")] : []),
    link(Math.max(pages, 1), "last"),
  ];
  return {
    rows: rows.slice((number - 1) * size, number * size),
    headers: {
      "Total-Pages": String(pages),
      "Page-Size": String(size),
      "Page-Number": String(number),
      "Total-Elements": String(rows.length),
      Link: links.join(", "),
    },
  };
}

function positive(c: Context, name: (typeof pagingQuery)[number]): number | undefined {
  const text = c.req.query(name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw refusal(400, `${name} is a whole number from 1`);
}
