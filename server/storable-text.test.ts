import { expect, it } from "vitest";
import { holdsUnstorable, parseStorable } from "./storable-text";

const half = "\ud83d";

it.each([
  ["a text", "a\0"],
  ["a key", { "a\0": 1 }],
  ["an array in an object", { a: [{ b: `x${half}` }] }],
  ["a map", new Map([["a", "b\0"]])],
  ["a set", new Set(["\0"])],
])("finds it in %s", (_where, input) => {
  expect(holdsUnstorable(input)).toBe(true);
});

it("lets whole texts pass, also one that only spells such a sign, and ends on a circle", () => {
  const circle: Record<string, unknown> = { text: "\\u0000 😀", at: new Date(), big: 1n };
  circle.self = circle;
  expect(holdsUnstorable(circle)).toBe(false);
});

it("ends on 200,000 levels", () => {
  let deep: unknown = "\0";
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(holdsUnstorable(deep)).toBe(true);
});

it("takes such signs out of another system's JSON, and leaves the rest", () => {
  expect(parseStorable('{"a":"x\\u0000y\\ud83d","b":"\\ud83d\\ude00","c":[1]}')).toEqual({
    a: "xy\uFFFD",
    b: "😀",
    c: [1],
  });
});
