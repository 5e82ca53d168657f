import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fromRoot } from "@/scripts/launcher/paths";
import { parts } from "./parts";
import { resultTable } from "./table";

it("the page about the bench has a row for each part and for nothing else", () => {
  const page = readFileSync(fromRoot("docs", "bench.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z]+)` /gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(parts.map(({ name }) => name).toSorted());
});

it("the page shows what was measured last", () => {
  const page = readFileSync(fromRoot("docs", "bench.md"), "utf8");
  // The formatter pads the cells.
  const plain = (line: string) => line.replace(/\s*\|\s*/g, "|");
  const lines = new Set(page.split("\n").map(plain));
  // Results stay on the machine that measured: elsewhere there is nothing to compare with.
  for (const line of resultTable().filter((one) => !/---|not measured yet/.test(one)))
    expect(lines, line).toContain(plain(line));
});

it("a group of parts has one environment, so that one stack serves it", () => {
  const settings = new Map<string, Set<string>>();
  for (const { group, environment } of parts) {
    const of = settings.get(group) ?? new Set();
    settings.set(group, of.add(JSON.stringify(environment?.(false) ?? {})));
  }
  for (const [group, different] of settings) expect(different.size, group).toBe(1);
});
