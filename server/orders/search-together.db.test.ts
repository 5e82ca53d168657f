import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import { claimOrderLink } from "./claim";
import { makeOrders } from "./make-orders";
import { pullPage } from "./pull-page";
import { openPull } from "./request-pull";
import { searchTogether } from "./search-together";

let world: World;
let organisationId: string;
let integrationId: string;
let createdAt = Math.floor(Date.now() / 1000) - 6 * 3600;

beforeAll(async () => {
  world = await openWorld();
  ({ id: integrationId, organisationId } = await world.connect());
});
afterAll(() => world.close());
beforeEach(() => world.clear());

async function receive(count: number): Promise<string[]> {
  createdAt += 1800;
  const ids = await world.placeOrders({ count, createdAt, stepSeconds: 1 });
  await read();
  return ids;
}

/** Stores what the shop has since then; nothing in CartonCloud's journal. */
async function read(): Promise<void> {
  const since = new Date(createdAt * 1000);
  await db().update(integration).set({ importSince: since, pullCursor: since });
  const opened = await openPull(integrationId, { trigger: "person", userId: null });
  while ((await pullPage(opened?.pullId ?? "")).more);
  await world.cartonCloud.control("DELETE", "/journal");
}

const make = () => makeOrders(organisationId, randomUUID(), { windowMs: 30_000 });
const searches = async () => (await world.cartonCloud.journal(routes.search)).length;
const states = async () =>
  (await db().select({ state: orderLink.state }).from(orderLink)).map(({ state }) => state).sort();

it("attempts at once ask CartonCloud for their references in one call, and each makes its order", async () => {
  await receive(24);
  const rows = await db().select({ id: orderLink.id }).from(orderLink).limit(3);
  const claims = await Promise.all(rows.map(({ id }) => claimOrderLink(id, ["received"])));
  const search = searchTogether(3);
  const customerId = randomUUID();
  const found = await Promise.all(claims.map((claim) => claim && search(claim, customerId)));
  expect(found).toEqual([[], [], []]);
  expect(await searches()).toBe(1);
  await db().update(orderLink).set({ leaseUntil: null });
  await make();
  expect(await world.cartonCloud.journal(routes.order)).toHaveLength(24);
  expect(await searches()).toBeLessThan(1 + 24);
  expect(await states()).toEqual(Array.from({ length: 24 }, () => "created"));
});

it("each gets the orders of its own reference: one that is taken is held, the others go on", async () => {
  const [taken = "", ...others] = await receive(8);
  await make();
  // Nobody here remembers any, and one is not what would be sent now: it counts as somebody else's.
  await db().delete(orderLinkEvent);
  await db().delete(orderLink);
  await world.etsy.control("POST", `/receipts/${taken}/address`, { firstLine: "9 Other Road" });
  await read();
  await make();
  expect(await world.linkOf(taken)).toMatchObject({ state: "held", holdReason: "reference_taken" });
  for (const id of others) expect(await world.linkOf(id)).toMatchObject({ state: "created" });
  expect(await world.cartonCloud.journal(routes.order)).toEqual([]);
});

it("where CartonCloud refuses to answer many at once, each asks for itself", async () => {
  await receive(8);
  await world.cartonCloud.fault({
    route: routes.search,
    when: "before",
    times: 1,
    fault: { kind: "status", status: 422 },
  });
  await make();
  expect(await states()).toEqual(Array.from({ length: 8 }, () => "created"));
});

it("a search that fails keeps its orders back, and none is made without one", async () => {
  await receive(8);
  await world.cartonCloud.fault({
    route: routes.search,
    when: "before",
    times: "always",
    fault: { kind: "status", status: 503 },
  });
  await make();
  expect(await world.cartonCloud.journal(routes.order)).toEqual([]);
  expect(await states()).toEqual(Array.from({ length: 8 }, () => "received"));
});
