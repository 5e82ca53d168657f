import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { plant, plantedBugs } from "./bugs";

describe("Planted bugs", () => {
  test.each(Object.entries(plantedBugs))(
    "%s has its place in the product exactly once",
    (name, bug) => {
      const source = readFileSync(fromRoot(...bug.file.split("/")), "utf8");
      expect(plant(name, bug, source)).not.toBe(source);
    },
  );

  test("a bug without its place, or with two of them, is refused", () => {
    const bug = { file: "a.ts", find: "x", replace: "y" };
    expect(() => plant("b", bug, "abc")).toThrow("0 times");
    expect(() => plant("b", bug, "x x")).toThrow("2 times");
  });
});
