import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { adminOf } from "@/scripts/testing/admin-of";
import { letUnclearPostsRest } from "@/scripts/testing/let-unclear-posts-rest";
import { routes } from "@/scripts/testing/routes";
import type { World } from "@/scripts/testing/world";
import { openWorld } from "@/scripts/testing/world";
import type { Fulfilment } from "@/server/integrations/schema";
import { defaultFulfilment } from "@/server/integrations/schema";
import { retryOrderLinks } from "@/server/orders/release";
import type { Scope } from "@/server/people/scope";

const first = { carrier: "Bob's bikes", tracking: "BB0001" };
const second = { carrier: "Bob's bikes", tracking: "BB0002" };
let world: World;
let admin: Scope;
let integrationId: string;

beforeAll(async () => {
  world = await openWorld();
  const { organisationId, id } = await world.connect();
  admin = await adminOf(organisationId);
  integrationId = id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  await configure({});
  await world.etsy.control("DELETE", "/journal");
});

const configure = (changes: Partial<Fulfilment>) =>
  db()
    .update(integration)
    .set({ fulfilment: { ...defaultFulfilment, ...changes } });

/** Etsy answers the next post with this and does nothing. */
const refuse = (status: number) =>
  world.etsy.fault({
    route: routes.tracking,
    when: "before",
    fault: { kind: "status", status, body: { error: "no" } },
  });

async function dispatched(parcels: object[] = [first]) {
  const order = await world.createdOrder({ address: { country: "DE", state: null } });
  await world.onFloor(order.outboundOrderId, "dispatch", { parcels });
  await world.letPollCome();
  return order;
}
const correct = (order: { outboundOrderId: string }, parcels: object[]) =>
  world.onFloor(order.outboundOrderId, "tracking", { parcels });
/** What was asked to wait is tried again at once; posts without a clear answer still rest. */
async function tryAgain() {
  await db().update(orderLink).set({ nextAttemptAt: null });
  await world.drive({ rounds: 2 });
}
const carriersTold = async () =>
  (await world.etsy.journal(routes.tracking))
    .filter(({ status }) => status === 200)
    .map(({ body }) => (body as { carrier_name?: string }).carrier_name);
const postsTo = async (receiptId: string) =>
  (await world.etsy.journal(routes.tracking)).filter(({ path }) => path.includes(receiptId)).length;

describe("a parcel that Etsy was not told of yet", () => {
  it("is told under the carrier that CartonCloud shows now", async () => {
    await refuse(403);
    const order = await dispatched();
    await world.drive();
    await correct(order, [{ ...first, carrier: "Australia Post" }]);
    await retryOrderLinks(admin, integrationId, [order.id]);
    await world.drive();
    expect(await carriersTold()).toEqual(["australia-post"]);
    expect(await db().select().from(shipment)).toMatchObject([
      { carrier: "Australia Post", etsyCarrierName: "australia-post" },
    ]);
  });

  it("is told under the carrier that the integration maps it to now", async () => {
    await refuse(400);
    const order = await dispatched();
    await world.drive();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ holdReason: "etsy_refused" });
    await configure({ carriers: [{ carrier: first.carrier, etsyCarrierName: "sendle" }] });
    await retryOrderLinks(admin, integrationId, [order.id]);
    await world.drive();
    expect(await carriersTold()).toEqual(["sendle"]);
  });
});

describe("a number that was corrected after its post had no clear answer", () => {
  it("is waited for before the right one is told", async () => {
    await refuse(503);
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    await correct(order, [second]);
    await tryAgain();
    expect(await postsTo(order.receiptId)).toBe(1);
    await letUnclearPostsRest();
    await tryAgain();
    expect(await world.codesTold(order.receiptId)).toEqual([second.tracking]);
    expect(await db().select().from(shipment)).toMatchObject([{ trackingKey: "BB0002" }]);
  });

  it("stays with the right one where Etsy shows it after all", async () => {
    await world.etsy.fault({ route: routes.tracking, when: "after", fault: { kind: "reset" } });
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    await correct(order, [second]);
    await tryAgain();
    expect(await world.codesTold(order.receiptId)).toEqual([second.tracking]);
    const parcels = await db().select().from(shipment);
    expect(parcels.map(({ trackingKey, state }) => [trackingKey, state]).toSorted()).toEqual([
      ["BB0001", "told"],
      ["BB0002", "told"],
    ]);
  });

  it("is not taken for a completion by hand where Etsy took the post and lost its number", async () => {
    await refuse(503);
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    await world.etsy.control("POST", `/receipts/${order.receiptId}/ship`, {});
    await correct(order, [second]);
    await tryAgain();
    expect(await world.linkOf(order.receiptId)).toMatchObject({
      state: "held",
      holdReason: "tracking_lost",
    });
    expect(await postsTo(order.receiptId)).toBe(1);
  });

  it("and taken back altogether leaves the order to wait for tracking", async () => {
    await refuse(503);
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    await correct(order, [{ carrier: "Bob's bikes", tracking: "" }]);
    await letUnclearPostsRest();
    await tryAgain();
    expect(await db().select().from(shipment)).toEqual([]);
    expect((await world.linkOf(order.receiptId))?.trackingAwaitedSince).toBeInstanceOf(Date);
  });
});

describe("a completion without tracking whose post had no clear answer", () => {
  it("is waited for before tracking that has come since is told", async () => {
    await configure({ withoutTracking: { waitHours: 0, afterwards: "complete" } });
    await refuse(503);
    const order = await dispatched([]);
    await world.drive({ rounds: 2 });
    await correct(order, [first]);
    await tryAgain();
    expect(await postsTo(order.receiptId)).toBe(1);
    await letUnclearPostsRest();
    await tryAgain();
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking]);
  });
});

describe("completing that is switched off while a post has no clear answer", () => {
  it.each([
    ["is noted as told where Etsy took it", "after", [["BB0001", "told"]]],
    ["leaves nothing to be told where it came to nothing", "before", []],
  ] as const)("%s", async (_, when, parcels) => {
    await world.etsy.fault({ route: routes.tracking, when, fault: { kind: "reset" } });
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    await configure({ complete: false });
    await letUnclearPostsRest();
    await tryAgain();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
    const rows = await db().select().from(shipment);
    expect(rows.map(({ trackingKey, state }) => [trackingKey, state])).toEqual(parcels);
    expect(await postsTo(order.receiptId)).toBe(1);
  });
});

describe("access that is lost at the post", () => {
  const lose = async () => {
    const status = (code: number, error: string) => ({
      kind: "status",
      status: code,
      body: { error },
    });
    await world.etsy.fault({
      route: routes.tracking,
      when: "before",
      fault: status(401, "invalid_token"),
    });
    await world.etsy.fault({
      route: routes.token,
      when: "before",
      fault: status(400, "invalid_grant"),
    });
  };
  const reconnected = () => db().update(integration).set({ status: "active" });

  it("leaves the parcel due: nothing was told, so it is told at once after the reconnection", async () => {
    await lose();
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    expect((await db().select().from(integration))[0]?.status).toBe("reconnect");
    await reconnected();
    await tryAgain();
    expect(await world.codesTold(order.receiptId)).toEqual([first.tracking]);
  });

  it("does not hold a receipt that a person completed meanwhile", async () => {
    await lose();
    const order = await dispatched();
    await world.drive({ rounds: 2 });
    await world.etsy.control("POST", `/receipts/${order.receiptId}/ship`, {
      tracking_code: "HAND1",
      carrier_name: "usps",
    });
    await reconnected();
    await tryAgain();
    expect(await world.linkOf(order.receiptId)).toMatchObject({ state: "completed" });
    expect(await world.codesTold(order.receiptId)).toEqual([]);
  });
});
