import { beforeEach, expect, test, vi } from "vitest";
import { readConsignments } from "./consignments";

const size = 100;
/** How many consignments each order has in this CartonCloud. */
let stored: Record<string, number>;
let calls: number;

vi.mock("@/server/organisations/with-cartoncloud", () => ({
  withCartonCloud: (_: string, work: (client: unknown) => unknown) =>
    work({
      findConsignmentsOf: async (ids: string[], page: number) => {
        calls += 1;
        const all = ids.flatMap((id) =>
          Array.from({ length: stored[id] ?? 0 }, (_, nth) => `${id}-${nth}`),
        );
        return {
          rows: all.slice((page - 1) * size, page * size),
          totalPages: Math.max(1, Math.ceil(all.length / size)),
        };
      },
    }),
}));

beforeEach(() => {
  calls = 0;
});

test("a batch is one call where its consignments fit one page", async () => {
  stored = { a: 1, b: 2, c: 0 };
  expect(await readConsignments("", ["a", "b", "c"])).toEqual(["a-0", "b-0", "b-1"]);
  expect(calls).toBe(1);
});

test("none is left out, however many a batch has together", async () => {
  stored = { a: 300, b: 1, c: 700, d: 150 };
  const read = await readConsignments("", ["a", "b", "c", "d"]);
  expect(read).toHaveLength(1151);
  expect(new Set(read).size).toBe(1151);
});

test("an order with more than anyone can have sent is an error that names a way out", async () => {
  stored = { a: 2001, b: 1 };
  await expect(readConsignments("", ["a"])).rejects.toThrow("Complete it by hand.");
  await expect(readConsignments("", ["b", "a"])).rejects.toThrow("2,000");
});
