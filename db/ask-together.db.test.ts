import { getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { withinRowsOf } from "@/db/row-scope";
import { watchStatements } from "@/scripts/testing/watch-statements";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import { makeHeld } from "@/server/orders/held-fixtures";
import { billingLine, billingStatement } from "./schema/billing";
import { etsyConnection, integration, integrationEvent, pull } from "./schema/integration";
import { orderLink, orderLinkEvent } from "./schema/order-link";
import { customer, organisation, priceTier, warehouse } from "./schema/organisation";
import { auditEntry, userAccount, userSession } from "./schema/people";

const tables: PgTable[] = [
  auditEntry,
  customer,
  etsyConnection,
  integration,
  integrationEvent,
  orderLink,
  orderLinkEvent,
  organisation,
  pull,
  userAccount,
  userSession,
  warehouse,
];

let tenant: Tenant;
let texts: string[];
beforeAll(async () => {
  tenant = await makeTenant();
  const integrationId = await tenant.active();
  await makeHeld(tenant, integrationId, {
    reason: "sku_unknown",
    skus: ["A"],
    count: 3,
    values: { totalMinor: 9_007_199_254_740, totalDivisor: 100, lastError: 'Ünïcode "quoted"\n✓' },
  });
  await db().insert(priceTier).values({
    organisationId: tenant.organisationId,
    validFrom: "2026-01-05",
    fromQuantity: 1,
    weeklyPriceMinor: 100,
    currency: "USD",
  });
  texts = watchStatements();
});

const within = <Result>(work: () => Result) => withinRowsOf({ ...tenant.admin }, work);
const all = (table: PgTable) => db().select().from(table).orderBy(sql`1`);

it("rows are the same, asked alone and together", async () => {
  const asked = [...tables, priceTier];
  const alone: unknown[] = [];
  for (const table of asked) alone.push(await within(() => all(table)));
  texts.length = 0;
  const together = await within(() => Promise.all(asked.map(all)));
  expect(texts).toHaveLength(1);
  for (const [place, rows] of together.entries()) {
    const name = getTableName(asked[place] ?? orderLink);
    expect(rows.length, name).toBeGreaterThan(0);
    expect(rows, name).toEqual(alone[place]);
  }
});

it("joins, counts and what no row fits are the same, asked alone and together", async () => {
  const asks = () => [
    db()
      .select({ link: orderLink, event: orderLinkEvent })
      .from(orderLink)
      .leftJoin(orderLinkEvent, sql`${orderLinkEvent.orderLinkId} = ${orderLink.id} and false`)
      .orderBy(orderLink.id),
    db().$count(orderLink),
    db().select().from(billingStatement),
    db()
      .select({ most: sql<number>`max(${billingLine.amountMinor})`, none: sql<null>`null` })
      .from(billingLine),
    db().execute(sql`select 'it''s'::text as words, 1 as one, null as none, true as yes`),
  ];
  const alone: unknown[] = [];
  for (const place of asks().keys()) {
    const [one] = await within(() => [asks()[place]]);
    alone.push(await one);
  }
  texts.length = 0;
  const together = await within(() => Promise.all(asks()));
  expect(texts).toHaveLength(1);
  expect(together.map((rows) => (Array.isArray(rows) ? [...rows] : rows))).toEqual(
    alone.map((rows) => (Array.isArray(rows) ? [...rows] : rows)),
  );
});

it("another organisation's rows are as hidden as by one question alone", async () => {
  const other = await makeTenant();
  const [links, customers] = await withinRowsOf({ ...other.admin }, () =>
    Promise.all([db().select().from(orderLink), db().select().from(customer)]),
  );
  expect(links).toEqual([]);
  expect(customers).toHaveLength(2);
});
