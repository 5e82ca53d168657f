import { afterAll, beforeAll, expect, test } from "vitest";
import { customers } from "@/sandbox/demo";
import type { WorldOfShops } from "./world-of-shops";
import { openWorldOfShops, routes } from "./world-of-shops";

let world: WorldOfShops;
beforeAll(async () => {
  world = await openWorldOfShops();
});
afterAll(() => world?.close());

const lost = [
  ["a 500", { kind: "status", status: 500 }],
  ["a 502", { kind: "status", status: 502 }],
  ["a cut connection", { kind: "reset" }],
  ["half an answer", { kind: "half-json" }],
  ["an HTML page", { kind: "html" }],
  ["an empty answer", { kind: "empty" }],
] as const;

test.each(lost)(
  "F14: an order whose creation was answered by %s is found again and stays one",
  async (_, fault) => {
    const [shop] = await world.begin();
    await world.cartonCloud.control("POST", "/customers", {
      id: customers[0].id,
      settings: { uniqueReferences: false },
    });
    await world.cartonCloud.fault({ route: routes.order, when: "after", fault });
    const [receiptId = ""] = await world.place(shop);
    expect(await world.settled()).toEqual([]);
    expect(await world.linkOf(receiptId)).toMatchObject({ state: "created" });
    expect(await world.calls(routes.order)).toBe(1);
  },
);
