import type { Paged } from "./client";

/**
 * The rows of a search, page after page, up to `mostPages`. `whole` is false where there are more.
 * @throws what `read` throws
 */
export async function readPages<T>(
  mostPages: number,
  read: (page: number) => Promise<Paged<T>>,
): Promise<{ rows: T[]; whole: boolean }> {
  const rows: T[] = [];
  let last = 1;
  for (let page = 1; page <= Math.min(last, mostPages); page++) {
    const answer = await read(page);
    rows.push(...answer.rows);
    last = answer.totalPages;
  }
  return { rows, whole: last <= mostPages };
}
