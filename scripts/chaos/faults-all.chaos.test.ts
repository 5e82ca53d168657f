import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "@/scripts/testing/routes";
import { drain, passTime, round } from "./drain";
import { openSecondOrganisation } from "./second-organisation";
import { openShop } from "./shops";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops } from "./world-of-shops";

const full = process.env.CHAOS_FULL === "1";
const perShop = full ? 200 : 20;
let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

/** Every nth answer of a route is lost or refused, whoever asks. */
async function disturb(): Promise<void> {
  const faults = [
    { kind: "status", status: 500 },
    { kind: "reset" },
    { kind: "half-json" },
    { kind: "status", status: 429, headers: { "retry-after": "1" } },
  ];
  for (const [system, route] of [
    [world.etsy, routes.page],
    [world.etsy, routes.receipt],
    [world.etsy, routes.tracking],
    [world.etsy, routes.token],
    [world.cartonCloud, routes.search],
    [world.cartonCloud, routes.order],
  ] as const)
    for (const [index, fault] of faults.entries()) {
      const clear = fault.kind === "status" && fault.status === 429;
      // An answer of the token endpoint that is lost ends a connection by Etsy's rule: F10.
      const when = clear || route === routes.token ? "before" : "after";
      await system.fault({ route, nth: 2 + 5 * index, when, fault });
    }
}

test("Two organisations with five shops: with every kind of answer lost, all arrives once and nothing crosses over", async () => {
  const shops = await world.begin(3);
  const [north, south] = await openSecondOrganisation(world.cartonCloud);
  shops.push(await openShop(world.etsy, 3, { cartonCloudCustomerId: north ?? "" }));
  shops.push(await openShop(world.etsy, 4, { cartonCloudCustomerId: south ?? "" }));
  const ids = [];
  for (const shop of shops)
    ids.push(
      ...(await world.place(shop, {
        count: perShop,
        createdAt: Math.floor(Date.now() / 1000) - 7200,
        stepSeconds: 7,
      })),
    );
  for (const shop of shops) await world.etsy.control("POST", "/expire", { login: shop.login });
  await disturb();
  await drain();
  for (const id of ids) {
    const link = await world.linkOf(id);
    if (link?.state === "created") await world.dispatch(id);
  }
  await passTime();
  await round();
  expect(await world.settled()).toEqual([]);
  const states = (await world.links()).map(({ state }) => state);
  expect(states.filter((state) => state === "completed").length).toBe(ids.length);
}, 900_000);
