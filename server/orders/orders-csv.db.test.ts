import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { readWatchingMemory } from "@/scripts/testing/read-watching-memory";
import type { Tenant } from "@/server/integrations/fixtures";
import { makeTenant } from "@/server/integrations/fixtures";
import type { Scope } from "@/server/people/scope";
import { ordersCsv } from "./orders-csv";
import { readOrderFilter } from "./schema";

const many = 50_000;
const mebibyte = 1024 * 1024;
let tenant: Tenant;
let integrationId: string;

const textOf = async (query: Record<string, string>, scope: Scope = tenant.admin) =>
  new Response(await ordersCsv(scope, readOrderFilter(integrationId, query))).text();

beforeAll(async () => {
  tenant = await makeTenant();
  integrationId = await tenant.draft();
  const evil = '=HYPERLINK("https://evil.example","x")';
  await db().execute(sql`
    insert into order_link (organisation_id, customer_id, integration_id, receipt_id, state,
      hold_reason, receipt_read_at, receipt_status, receipt_created_at, receipt_updated_at,
      item_quantity, total_minor, total_divisor, currency, outbound_order_number)
    select ${tenant.organisationId}, ${tenant.own}, ${integrationId}, (3500000000 + n)::text,
      case when n % 5000 = 0 then 'held' else 'completed' end,
      case when n % 5000 = 0 then 'sku_unknown' end, now(), 'Paid',
      '2026-03-01T00:00:00Z'::timestamptz + make_interval(mins => n), now(), 2, 1250, 100, 'AUD',
      case when n = 5000 then ${evil} else 'SO-' || n end
    from generate_series(1, ${many}::int) n`);
}, 120_000);

it("50,000 orders are written while memory stays flat", { timeout: 120_000 }, async () => {
  const { pieces, lines, held } = await readWatchingMemory(
    await ordersCsv(tenant.admin, { integrationId }),
  );
  expect(lines).toBe(many + 1);
  expect(pieces).toBe(many / 1000);
  // All of it at once would be 4 MiB of text, and several times that as rows.
  expect(held / mebibyte).toBeLessThan(2);
});

it("the file holds what the filter of the page shows, all pages of it, in the page's order", async () => {
  const lines = (await textOf({ state: "held" })).trim().split("\r\n");
  expect(lines[0]).toBe(
    "receipt,placed_at,state,reason,items,value,currency,outbound_order,canceled_in_etsy_at",
  );
  expect(lines).toHaveLength(11);
  expect(lines[1]).toBe(
    "3500050000,2026-04-04T17:20:00.000Z,held,CartonCloud does not know a SKU,2,12.50,AUD,SO-50000,",
  );
  const found = (await textOf({ receipt: "350004999" })).trim().split("\r\n").slice(1);
  expect(found.map((line) => line.slice(0, 10))).toEqual(
    Array.from({ length: 10 }, (_, place) => String(3500049999 - place)),
  );
});

it("what a spreadsheet would take for a formula is a text", async () => {
  const text = await textOf({ receipt: "3500005000" });
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
});

it("a customer user gets the file of their own customer's integration, and nobody else's exists", async () => {
  expect(await textOf({ receipt: "3500000001" }, tenant.customerUser)).toContain("3500000001,");
  const stranger = await makeTenant();
  for (const scope of [stranger.admin, stranger.customerUser])
    await expect(textOf({}, scope)).rejects.toMatchObject({ code: "not_found" });
  for (const filter of [
    { integrationId: "no-uuid" },
    { integrationId, reason: "\0" },
    { integrationId: crypto.randomUUID() },
  ])
    await expect(ordersCsv(tenant.admin, filter)).rejects.toMatchObject({ code: "not_found" });
});

it("holds nothing that is sealed", async () => {
  await db().update(orderLink).set({ receiptSealed: "v1.sealed" });
  expect(await textOf({ state: "held" })).not.toContain("sealed");
});
