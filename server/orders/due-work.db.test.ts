import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { customer, organisation } from "@/db/schema/organisation";
import { findDueWork } from "./due-work";

/** An active shop of a new customer with so many orders to make, all older than the given age in hours. */
async function openShop(organisationId: string, name: string, orders: number, ageHours: number) {
  const [owner] = await db()
    .insert(customer)
    .values({ organisationId, cartonCloudId: crypto.randomUUID(), name })
    .returning();
  const customerId = owner?.id ?? "";
  const [shop] = await db()
    .insert(integration)
    .values({ organisationId, customerId, name, status: "active" })
    .returning();
  await db().execute(sql`
    insert into order_link (organisation_id, customer_id, integration_id, receipt_id, receipt_status,
      receipt_read_at, receipt_created_at, receipt_updated_at, item_quantity)
    select ${organisationId}, ${customerId}, ${shop?.id}, n::text, 'Paid', now(),
      now() - make_interval(hours => ${ageHours}) - make_interval(secs => n), now(), 1
    from generate_series(1, ${orders}) n`);
  return shop?.id ?? "";
}

/** An organisation with such a shop. */
async function openBacklog(name: string, orders: number, ageHours: number): Promise<string> {
  const [home] = await db().insert(organisation).values({ name }).returning();
  await openShop(home?.id ?? "", name, orders, ageHours);
  return home?.id ?? "";
}

let busy: string;
let quiet: string;
beforeAll(async () => {
  busy = await openBacklog("busy", 700, 48);
  quiet = await openBacklog("quiet", 3, 1);
});

test("A long backlog of one organisation does not keep the orders of another from the sweep", async () => {
  const { orders } = await findDueWork();
  const of = (id: string) => orders.filter(({ organisationId }) => organisationId === id).length;
  expect(of(quiet)).toBe(3);
  expect(of(busy)).toBe(100);
});

test("A backlog is announced as far as CartonCloud takes it, and on as it gets done", async () => {
  expect((await findDueWork()).orders).toHaveLength(0);
  const found: string[] = [];
  for (let sweep = 0; sweep < 7; sweep++) {
    await db().execute(sql`update order_link set state = 'created' where queued_until is not null`);
    found.push(...(await findDueWork()).orders.map(({ orderLinkId }) => orderLinkId));
  }
  expect(found).toHaveLength(600);
  expect(new Set(found).size).toBe(600);
});

test("What fails keeps nothing else from being announced", async () => {
  await db().execute(sql`update order_link set state = 'received', queued_until = null`);
  expect((await findDueWork()).orders).toHaveLength(103);
  await db().execute(
    sql`update order_link set last_error = 'It failed.' where queued_until is not null`,
  );
  expect((await findDueWork()).orders).toHaveLength(100);
});

test("The long list of one shop leaves the others of the organisation their turns", async () => {
  await db().execute(sql`update order_link set queued_until = null, last_error = null`);
  const few = await openShop(busy, "few", 10, 1);
  const { orders } = await findDueWork();
  const rows = await db().select().from(orderLink).where(eq(orderLink.integrationId, few));
  const announced = new Set(orders.map(({ orderLinkId }) => orderLinkId));
  expect(rows.filter(({ id }) => announced.has(id))).toHaveLength(10);
  expect(orders.filter(({ organisationId }) => organisationId === busy)).toHaveLength(100);
});

test("Sweeps at the same moment announce no order twice", async () => {
  await db().execute(sql`update order_link set queued_until = null`);
  const sweeps = await Promise.all(Array.from({ length: 6 }, () => findDueWork()));
  const found = sweeps.flatMap(({ orders }) => orders.map(({ orderLinkId }) => orderLinkId));
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found).size).toBe(found.length);
});
