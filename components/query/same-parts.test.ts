import fc from "fast-check";
import { expect, it } from "vitest";
import { sameParts } from "./same-parts";

it("is equal to what came, whatever was there before", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(sameParts(before, after)).toEqual(after);
    }),
  );
});

it("is the very object from before when nothing changed", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (before) => {
      expect(sameParts(before, structuredClone(before))).toBe(before);
    }),
  );
});

it("keeps the rows that did not change beside one that did", () => {
  const read = () => ({
    rows: [
      { id: 1, at: new Date(5) },
      { id: 2, at: new Date(6) },
    ],
  });
  const before = read();
  const after = read();
  after.rows[1] = { id: 2, at: new Date(7) };
  const shown = sameParts(before, after) as typeof before;
  expect(shown).not.toBe(before);
  expect(shown.rows[0]).toBe(before.rows[0]);
  expect(shown.rows[1]).toEqual({ id: 2, at: new Date(7) });
});

it("takes a field that went away or came, even one that is undefined", () => {
  expect(sameParts({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(sameParts({ a: 1 }, { b: undefined })).toStrictEqual({ b: undefined });
});
