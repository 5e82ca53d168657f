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

describe("F31: the fulfilment", () => {
  for (const at of pointsOf("fulfilment"))
    test.each(seeds())(
      `a process killed at ${at} tells Etsy of every parcel and mails no buyer twice, seed %i`,
      (seed) => liveThrough(world, "fulfilment", at, seed),
    );
});
