import { writeFileSync } from "node:fs";
import { afterAll, test } from "vitest";
import { openWorldOfShops } from "@/scripts/chaos/world-of-shops";
import { asOwner } from "@/scripts/testing/as-owner";
import type { BugName, PlantedBug } from "./bugs";
import { bugNames, plantedBugs } from "./bugs";
import { scenarios } from "./scenarios";

/** With PLANTED_BUG its scenario, without it all of them; what the checker says goes to PLANTED_REPORT. */
const planted = process.env.PLANTED_BUG as BugName | undefined;
const said: Record<string, string[]> = {};

const world = await openWorldOfShops();
afterAll(async () => {
  await world.close();
  writeFileSync(process.env.PLANTED_REPORT ?? "", JSON.stringify(said));
});

for (const name of planted ? [planted] : bugNames)
  test(name, async () => {
    const bug: PlantedBug = plantedBugs[name];
    if (planted && bug.sql) await asOwner(bug.sql);
    await scenarios[name](world);
    said[name] = await world.settled();
  });
