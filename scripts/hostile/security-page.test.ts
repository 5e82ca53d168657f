import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";

const rows = readFileSync(fromRoot("docs/security.md"), "utf8")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
  .filter(([, number]) => /^\d+$/.test(number ?? ""))
  .map(([, number, attack, file, title]) => ({ number: Number(number), attack, file, title }));

/** Areas of ASVS begin with a number too, but name no file. */
const attacks = rows.filter(({ file, title }) => file !== undefined && title !== undefined);

it("the page of security lists all sixty attacks in their order, and more", () => {
  const numbers = attacks.map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  expect(numbers.length).toBeGreaterThanOrEqual(60);
});

it("each test that the page of security names is there", () => {
  const missing = attacks
    .filter(({ file }) => file !== "none")
    .filter(({ file = "", title = "" }) => {
      const path = fromRoot(file);
      return !title || !existsSync(path) || !readFileSync(path, "utf8").includes(title);
    });
  expect(missing).toEqual([]);
});
