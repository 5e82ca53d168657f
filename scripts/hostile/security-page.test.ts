import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";

const page = readFileSync(fromRoot("docs/security.md"), "utf8");
const cells = page
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));

const attacks = cells
  .filter(([, number]) => /^\d+$/.test(number ?? ""))
  .map(([, number, attack, file = "", title = ""]) => ({
    number: Number(number),
    attack,
    file,
    title,
  }));

const requirements = cells
  .filter(([, number]) => /^\d+\.\d+\.\d+$/.test(number ?? ""))
  .map(([, number = "", what, status = "", why = ""]) => ({ number, what, status, why }));

/** The numbers of OWASP ASVS 5.0 that bind a product of this kind, by their sections. */
const binding: Record<string, string> = {
  "1.2": "2 4 10",
  "1.3": "3 6 11 12",
  "1.5": "2 3",
  "2.2": "1 2 3",
  "2.3": "1 3 4",
  "2.4": "1",
  "3.2": "1 2",
  "3.3": "1 2 3 4",
  "3.4": "1 2 3 4 5 6 7 8",
  "3.5": "1 2 3 5",
  "3.7": "2",
  "4.1": "1 3 4",
  "4.2": "5",
  "6.1": "1",
  "6.2": "1 4 5 7 8 9 12",
  "6.3": "1 2 3 5 7 8",
  "6.4": "1 2 3",
  "6.5": "1 2 3 4 5",
  "7.2": "1 2 3 4",
  "7.3": "1 2",
  "7.4": "1 2 3 5",
  "7.5": "1 2",
  "8.1": "1 2",
  "8.2": "1 2 3",
  "8.3": "1 2 3",
  "8.4": "1",
  "9.1": "1 2 3",
  "9.2": "1 2 3 4",
  "10.1": "1 2",
  "10.2": "1 2 3",
  "11.1": "1",
  "11.2": "2 4",
  "11.3": "2 3 4",
  "11.4": "2",
  "11.5": "1",
  "12.2": "1",
  "12.3": "1 2",
  "13.1": "1 3",
  "13.2": "4 5",
  "13.3": "1 4",
  "13.4": "2 4 5 6",
  "14.1": "1",
  "14.2": "1 2 3 4 6 7",
  "14.3": "1 2 3",
  "15.1": "1 2",
  "15.2": "1 3",
  "15.3": "1 2 3 5 6 7",
  "15.4": "2",
  "16.2": "1 2 3 4 5",
  "16.3": "1 2 3",
  "16.4": "1 2",
  "16.5": "1 2 3 4",
};

it("the page of security lists all sixty attacks in their order, and more", () => {
  const numbers = attacks.map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  expect(numbers.length).toBeGreaterThanOrEqual(100);
});

it("each test that the page of security names is there", () => {
  const missing = attacks.filter(({ file, title }) => {
    const path = fromRoot(file);
    return !file || !title || !existsSync(path) || !readFileSync(path, "utf8").includes(title);
  });
  expect(missing).toEqual([]);
});

it("each number of ASVS that binds has a status and says by what, or why not", () => {
  const all = Object.entries(binding).flatMap(([section, numbers]) =>
    numbers.split(" ").map((number) => `${section}.${number}`),
  );
  expect(requirements.map(({ number }) => number)).toEqual(all);
  const statuses = new Set(["done", "partly", "not done", "operator"]);
  expect(requirements.filter(({ status, why }) => !statuses.has(status) || !why)).toEqual([]);
});

it("each row and each file that the page names elsewhere is there", () => {
  const known = new Set(attacks.map(({ number }) => number));
  const rows = requirements.flatMap(({ why }) => [...why.matchAll(/\bH(\d+)/g)].map(([, n]) => n));
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((number) => !known.has(Number(number)))).toEqual([]);
  const files = [...page.matchAll(/`([\w./-]+\.(?:tsx?|md|json))`/g)].map(([, file]) => file ?? "");
  expect(files.filter((file) => !existsSync(fromRoot(file)))).toEqual([]);
});
