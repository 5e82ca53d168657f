import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { fromRoot } from "@/scripts/launcher/paths";
import { billOfMaterials } from "./bill-of-materials";

const { dependencies, devDependencies } = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(fromRoot("package.json"), "utf8")));
const bill = billOfMaterials(readFileSync(fromRoot("package-lock.json"), "utf8"));
const named = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
const of = (list: Record<string, string>) =>
  Object.entries(list).map(([name, version]) => `${name}@${version}`);

it("the bill of materials names each library that the product runs with, and those that these need", () => {
  expect(of(dependencies).filter((one) => !named.has(one))).toEqual([]);
  expect(named.size).toBeGreaterThan(Object.keys(dependencies).length * 2);
  expect(bill.components.map(({ name }) => name)).toContain("scheduler");
});

it("it names no tool of the tests", () => {
  for (const tool of ["vitest", "@playwright/test", "@biomejs/biome"])
    expect(named.has(`${tool}@${devDependencies[tool]}`), tool).toBe(false);
});

it("each library has the hash by which it is known", () => {
  const without = bill.components
    .filter(({ hashes }) => !/^[0-9a-f]{128}$/.test(hashes[0]?.content ?? ""))
    .map(({ name }) => name);
  // Compilers of other systems, which the lock file names without one.
  expect(without.filter((name) => !name.startsWith("@next/swc-"))).toEqual([]);
});
