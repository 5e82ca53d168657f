import { beforeEach, expect, test, vi } from "vitest";
import { readConsignments, readConsignmentsOf } from "./consignments";

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
  const { rows } = await readConsignmentsOf("", ["a", "b", "c"]);
  expect(rows).toEqual(["a-0", "b-0", "b-1"]);
  expect(calls).toBe(1);
});

test("none is left out, however many a batch has together", async () => {
  stored = { a: 300, b: 1, c: 700, d: 150 };
  const { rows } = await readConsignmentsOf("", ["a", "b", "c", "d"]);
  expect(rows).toHaveLength(1151);
  expect(new Set(rows).size).toBe(1151);
});

test("an order with more than anyone can have sent is an error that names a way out", async () => {
  stored = { a: 2001 };
  await expect(readConsignments("", "a")).rejects.toThrow("more than 2,000");
  await expect(readConsignments("", "a")).rejects.toThrow("Complete it by hand.");
});

test("such an order keeps no other of its batch back", async () => {
  stored = { a: 2001, b: 1, c: 2 };
  const { rows, failed } = await readConsignmentsOf("", ["b", "a", "c"]);
  expect(rows).toEqual(["b-0", "c-0", "c-1"]);
  expect([...failed.keys()]).toEqual(["a"]);
});
