import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";

const rows = [
  ...readFileSync(fromRoot("docs", "fulfilment.md"), "utf8").matchAll(
    /`([^`]+)` › ([^|\n]+?) *\|/g,
  ),
].map(([, file = "", name = ""]) => ({ file, name }));

test("the page names a test for every branch of fulfilment", () => {
  expect(rows.length).toBeGreaterThanOrEqual(28);
});

test.each(rows)("$file has the test: $name", ({ file, name }) => {
  const titles = readFileSync(fromRoot(...file.split("/")), "utf8").match(/["`][^"`\n]{10,}["`]/g);
  expect(titles?.some((title) => title.includes(name))).toBe(true);
});

test("each of them can be made by a button", () => {
  const page = readFileSync(fromRoot("docs", "fulfilment.md"), "utf8");
  expect(page).not.toMatch(/\| none\b/);
});
