import { describe, expect, it } from "vitest";
import list from "./breached.json";
import { breachHash, isBreached, keptBytes, knownPasswords } from "./breached-passwords";
import { weakness } from "./password-rules";

/** Some of those that were chosen most, with twelve characters and more, in the order of how often. */
const chosen = [
  "123qweasdzxc",
  "1q2w3e4r5t6y",
  "123456qwerty",
  "leavemealone",
  "sonyericsson",
  "gfhjkmgfhjkm",
  "ghhh47hj7649",
];

describe("H104: passwords from breaches", () => {
  it("are more than the three thousand most frequent that are long enough", () => {
    expect(knownPasswords()).toBeGreaterThan(40_000);
  });

  it.each(chosen)("%s is known, in capitals too", (password) => {
    expect(isBreached(password)).toBe(true);
    expect(isBreached(password.toUpperCase())).toBe(true);
    expect(weakness(password, [])).not.toBeNull();
  });

  it("are refused with what to do, also where no other rule would", () => {
    expect(weakness("leavemealone", [])).toBe(
      "This password is known from stolen lists, which are tried first. Use several words that do not belong together.",
    );
  });

  it.each(["lantern orchard mackerel", "violin gravel umbrella", "", "teapot canyon whistle"])(
    "%j is none of them",
    (password) => expect(isBreached(password)).toBe(false),
  );

  it("are found wherever they stand in the list, which is sorted and holds none twice", () => {
    const hashes = Buffer.from(list.hashes, "base64");
    const each = Array.from({ length: knownPasswords() }, (_, at) =>
      hashes.toString("hex", at * keptBytes, (at + 1) * keptBytes),
    );
    expect(new Set(each).size).toBe(each.length);
    expect([...each].sort()).toEqual(each);
    expect(breachHash("leavemealone")).toHaveLength(keptBytes);
  });
});
