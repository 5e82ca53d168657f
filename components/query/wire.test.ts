import fc from "fast-check";
import superjson from "superjson";
import { expect, it } from "vitest";
import { toWire } from "@/server/trpc/words";
import { fromWire, inputText } from "./wire";

const { values } = fc.letrec<{ values: unknown }>((tie) => ({
  values: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.date({ noInvalidDate: true }),
    fc.array(tie("values"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: fc.constantFrom("a", "b", ".", "\\", "0"), minLength: 1, maxLength: 3 }),
      tie("values"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

it("reads whatever the server writes of moments and undefined values, wherever they stand", () => {
  fc.assert(
    fc.property(values, (value) => {
      for (const write of [toWire, superjson.serialize]) {
        const sent = JSON.parse(JSON.stringify(write(value)));
        expect(fromWire(sent)).toEqual(value);
      }
    }),
    { numRuns: 1000 },
  );
});

it("reads a moment that stands in two places", () => {
  const at = new Date(1_700_000_000_000);
  const value = { one: at, all: [{ at }, at] };
  expect(fromWire(JSON.parse(JSON.stringify(superjson.serialize(value))))).toEqual(value);
});

it("writes what superjson reads", () => {
  fc.assert(
    fc.property(values, (value) => {
      const sent = JSON.parse(JSON.stringify(toWire(value)));
      expect(superjson.deserialize(sent)).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

it("refuses a kind of value that it does not know, instead of showing something else", () => {
  const sent = JSON.parse(JSON.stringify(superjson.serialize({ many: new Set([1]) })));
  expect(() => fromWire(sent)).toThrow("holds a set");
  const big = JSON.parse(JSON.stringify(superjson.serialize([1n])));
  expect(() => fromWire(big)).toThrow("holds a bigint");
});

it("never sends what is no number as if nothing had been given", () => {
  const { json } = JSON.parse(inputText({ from: Number("1,000"), to: null, most: 50 }));
  expect(json).toEqual({ from: "NaN", to: null, most: 50 });
});
