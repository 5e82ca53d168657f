import { afterAll, beforeAll, describe, test } from "vitest";
import type { WorldOfShops } from "@/scripts/chaos/world-of-shops";
import { openWorldOfShops } from "@/scripts/chaos/world-of-shops";
import { pointsOf } from "./points";
import { seeds } from "./seeds";
import { liveThrough } from "./story";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

describe.each(["import", "webhook"] as const)("F31: the %s", (stage) => {
  for (const at of pointsOf(stage))
    test.each(seeds())(
      `a process killed at ${at} loses no receipt and doubles no order, seed %i`,
      (seed) => liveThrough(world, stage, at, seed),
    );
});
