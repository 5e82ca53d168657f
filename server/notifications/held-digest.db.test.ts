import { beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/db/client";
import { notification } from "@/db/schema/notification";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { noteHeldOrders } from "./held-digest";

const minute = 60_000;
let tenant: Tenant;
let integrationId: string;
let other: string;
let receipt = 0;
/** Digests bear the time of the database, so tests move the holds and the moment of looking. */
const start = Date.now();
const at = (minutes: number) => new Date(start + minutes * minute);

beforeAll(async () => {
  tenant = await makeTenant();
  integrationId = await tenant.active();
  other = await tenant.active();
});
beforeEach(async () => {
  await db().delete(orderLinkEvent);
  await db().delete(orderLink);
  await db().delete(notification);
});

/** An order held at that minute for a reason. */
async function hold(minutes: number, holdReason: string, of = integrationId): Promise<string> {
  const id = crypto.randomUUID();
  await db()
    .insert(orderLink)
    .values({
      id,
      organisationId: tenant.organisationId,
      customerId: tenant.own,
      integrationId: of,
      receiptId: String(++receipt),
      state: "held",
      holdReason,
      receiptReadAt: at(0),
      receiptStatus: "Paid",
      receiptCreatedAt: at(0),
      receiptUpdatedAt: at(0),
      itemQuantity: 1,
    });
  await holdAgain(id, minutes);
  return id;
}
const holdAgain = (orderLinkId: string, minutes: number) =>
  db()
    .insert(orderLinkEvent)
    .values({
      organisationId: tenant.organisationId,
      orderLinkId,
      kind: "hold",
      at: at(minutes),
      data: {},
    });

const digests = async () =>
  (await db().select().from(notification).orderBy(notification.createdAt)).map(({ data }) => data);

it("counts what waits, by reason", async () => {
  await hold(-5, "sku_unknown");
  await hold(-4, "sku_unknown");
  await hold(-3, "no_rule");
  expect(await noteHeldOrders(at(0))).toBe(1);
  expect(await digests()).toMatchObject([{ counts: { sku_unknown: 2, no_rule: 1 }, heldNow: 3 }]);
});

it("says nothing where nothing waits", async () => {
  expect(await noteHeldOrders(at(0))).toBe(0);
});

it("comes at most once an hour, and then tells only what is new", async () => {
  await hold(-5, "sku_unknown");
  await noteHeldOrders(at(0));
  await hold(10, "no_rule");
  expect(await noteHeldOrders(at(30))).toBe(0);
  expect(await noteHeldOrders(at(61))).toBe(1);
  expect((await digests())[1]).toMatchObject({ counts: { no_rule: 1 }, heldNow: 2 });
  expect(await noteHeldOrders(at(200))).toBe(0);
});

it("tells an order again that was released and held again", async () => {
  const id = await hold(-5, "no_rule");
  await noteHeldOrders(at(0));
  await holdAgain(id, 20);
  expect(await noteHeldOrders(at(61))).toBe(1);
});

it("leaves a hold of the last minute to the next digest, so that none falls between two", async () => {
  await hold(-5, "no_rule");
  await hold(-0.5, "sku_unknown");
  await noteHeldOrders(at(0));
  expect((await digests())[0]).toMatchObject({ counts: { no_rule: 1 }, heldNow: 1 });
  await noteHeldOrders(at(61));
  expect((await digests())[1]).toMatchObject({ counts: { sku_unknown: 1 }, heldNow: 2 });
});

it("is one for each integration", async () => {
  await hold(-5, "no_rule");
  await hold(-5, "no_rule", other);
  expect(await noteHeldOrders(at(0))).toBe(2);
});

it("is one, though two runs look at once", async () => {
  await hold(-5, "no_rule");
  const runs = [1, 2, 3, 4, 5, 6];
  // With open connections all of them look before the first one writes.
  await Promise.all(runs.map(() => db().execute("select pg_sleep(0.05)")));
  const noted = await Promise.all(runs.map(() => noteHeldOrders(at(0))));
  expect(noted.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await digests()).toHaveLength(1);
});
