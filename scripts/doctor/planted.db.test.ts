import { afterAll, beforeAll, expect, it } from "vitest";
import { runNode } from "@/scripts/testing/run-node";
import { examine } from "./examine";
import { plantedSettings } from "./planted-settings";
import { plantedSystems } from "./planted-systems";
import type { Planted, PlantedWorld } from "./planted-world";
import { openPlantedWorld } from "./planted-world";

let world: PlantedWorld;
beforeAll(async () => {
  world = await openPlantedWorld();
});
afterAll(() => world?.close());

type Given = Record<string, string>;
type Options = Planted["options"];

const wrongOf = async (given: Given, options?: Options) =>
  (await examine(given, options)).filter(({ outcome }) => outcome === "wrong");

it("finds nothing wrong where nothing is", async () => {
  const findings = await examine(world.given);
  expect(findings.filter(({ outcome }) => outcome === "wrong")).toEqual([]);
  expect(findings.filter(({ outcome }) => outcome === "ok").length).toBeGreaterThan(24);
});

it.each(Object.entries({ ...plantedSettings, ...plantedSystems }))(
  "finds that %s",
  async (_, planted) => {
    const [done, undone] = planted.database ?? [];
    if (done) await world.run(done);
    try {
      const given = (await planted.given?.(world.given)) ?? world.given;
      const found = await wrongOf(given, planted.options);
      expect(found.map(({ check }) => check)).toEqual(planted.finds);
      expect(found[0]?.says).toMatch(planted.says);
      for (const secret of [given.AUTH_SECRET, given.METRICS_TOKEN, given.ETSY_SHARED_SECRET])
        if (secret && secret.length > 20) expect(JSON.stringify(found)).not.toContain(secret);
    } finally {
      if (undone) await world.run(undone);
    }
  },
);

it("leaves everything as it was", async () => {
  expect(await wrongOf(world.given)).toEqual([]);
});

it("finds that the server takes few connections", async () => {
  await world.run("alter system set max_connections = 15");
  await world.restartServer();
  const [found, ...more] = await wrongOf(world.given);
  expect(found).toMatchObject({ check: "connections" });
  expect(found?.says).toMatch(/may open 20 connections.*has 12 left/);
  expect(more).toEqual([]);
});

it("ends with 1 and tells the same to programs", async () => {
  let told = "";
  const code = await runNode(
    "node_modules/tsx/dist/cli.mjs",
    ["--conditions=react-server", "scripts/doctor.ts", "--json"],
    (text) => {
      told += text;
    },
    { ...world.given, DATABASE_POOL: "4", AUTH_SECRET: "" },
  );
  expect(code).toBe(1);
  const findings = JSON.parse(told) as { check: string; outcome: string; says: string }[];
  expect(findings.filter(({ outcome }) => outcome === "wrong")).toEqual([
    { check: "variables", outcome: "wrong", says: "AUTH_SECRET is missing." },
  ]);
});
