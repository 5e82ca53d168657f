import { afterAll, beforeAll, expect, it } from "vitest";
import { adminOf } from "@/scripts/testing/admin-of";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { previewNextPull } from "./preview-next-pull";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.emptyStandIns();
});
afterAll(() => world.close());

it("the preview says how many references it looked up not to the end of CartonCloud's answer", async () => {
  const { id, organisationId } = await world.connect();
  const admin = await adminOf(organisationId);
  await world.placeOrders({ count: 2 });
  const fault = { kind: "status", status: 200, headers: { "total-pages": "6" }, body: [] };
  await world.cartonCloud.fault({ route: routes.search, when: "before", times: "always", fault });
  expect((await previewNextPull(admin, id)).notLookedUp).toBe(2);
  await world.cartonCloud.control("DELETE", "/faults");
  expect((await previewNextPull(admin, id)).notLookedUp).toBe(0);
});
