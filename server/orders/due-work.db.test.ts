import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import { findDueWork } from "./due-work";

/** An organisation with so many orders to make, all of them older than the given age in hours. */
async function openBacklog(name: string, orders: number, ageHours: number): Promise<string> {
  const [home] = await db().insert(organisation).values({ name }).returning();
  const organisationId = home?.id ?? "";
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
  return organisationId;
}

let busy: string;
let quiet: string;
beforeAll(async () => {
  busy = await openBacklog("busy", 700, 48);
  quiet = await openBacklog("quiet", 3, 1);
});

const withOrdersDue = async () =>
  (await findDueWork()).orders.map(({ organisationId }) => organisationId).sort();

test("A sweep names every organisation with orders to make, until there is nothing more to do now", async () => {
  expect(await withOrdersDue()).toEqual([busy, quiet].sort());
  expect(await withOrdersDue()).toEqual([busy, quiet].sort());
  await db().execute(
    sql`update order_link set next_attempt_at = now() + interval '1 hour' where organisation_id = ${quiet}`,
  );
  expect(await withOrdersDue()).toEqual([busy]);
  await db().execute(
    sql`update order_link set next_attempt_at = null, lease_until = now() + interval '1 minute' where organisation_id = ${quiet}`,
  );
  expect(await withOrdersDue()).toEqual([busy]);
  await db().execute(sql`update order_link set lease_until = null`);
  await db().execute(sql`update integration set status = 'paused' where organisation_id = ${busy}`);
  expect(await withOrdersDue()).toEqual([quiet]);
  await db().execute(sql`update integration set status = 'active'`);
});

test("A long list of parcels of one organisation does not keep those of another from the sweep", async () => {
  await db().execute(sql`update order_link set state = 'dispatched'`);
  const { fulfilments } = await findDueWork();
  const of = (id: string) =>
    fulfilments.filter(({ organisationId }) => organisationId === id).length;
  expect(of(quiet)).toBe(3);
  expect(of(busy)).toBe(100);
});

test("Sweeps find the whole list between them, each once", async () => {
  const found: string[] = [];
  for (let sweep = 0; sweep < 7; sweep++)
    found.push(...(await findDueWork()).fulfilments.map(({ orderLinkId }) => orderLinkId));
  expect(found).toHaveLength(600);
  expect(new Set(found).size).toBe(600);
});

test("Sweeps at the same moment announce none twice", async () => {
  await db().execute(sql`update order_link set queued_until = null`);
  const sweeps = await Promise.all(Array.from({ length: 6 }, findDueWork));
  const found = sweeps.flatMap(({ fulfilments }) =>
    fulfilments.map(({ orderLinkId }) => orderLinkId),
  );
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found).size).toBe(found.length);
});
