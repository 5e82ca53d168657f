import postgres from "postgres";
import { demoOrganisationId } from "@/db/seed";
import { withoutIndexes } from "./without-indexes";

/**
 * The shop's past as a person would find it: an order every two hours, few of them still open. A
 * quarter of the rest is skipped, so that the shortest past fills a page of those too.
 */
const held = 60;
const received = 20;
const atTheWarehouse = 200;

/** One of these numbers begins each receipt id, so that all have ten digits. */
const firstReceipt = 3_000_000_000;

export type History = { integrationId: string; customerId: string; newest: string };

/**
 * Fills an active shop of the demo organisation with so many order links, as many entries of the
 * audit log and 2,000 pulls, straight into the tables, and a second shop beside it with as many order
 * links; then lets the planner look at them.
 */
export async function seedHistory(databaseUrl: string, links: number): Promise<History> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    // The rows are as they must be: to look up for each what it points at would take most of the time.
    await sql`set session_replication_role = replica`;
    const [shop] = await sql<{ id: string; customer: string; user: string }[]>`
      with owner as (select customer_id, warehouse_id from customer_warehouse where organisation_id = ${demoOrganisationId} order by customer_id, warehouse_id limit 1)
      insert into integration (organisation_id, customer_id, name, status, etsy_shop_id, etsy_shop_name, import_since, pull_cursor, next_pull_at, activated_at, order_creation)
      select ${demoOrganisationId}, customer_id, 'A shop with a past', 'active', 4242, 'ShopWithAPast', now() - interval '9 years', now(), now() + interval '1 day', now() - interval '9 years',
        jsonb_build_object('otherwise', jsonb_build_object('kind', 'warehouse', 'warehouseId', warehouse_id), 'rules', '[]'::jsonb, 'importFrom', jsonb_build_object('kind', 'now'))
      from owner
      returning id, customer_id as customer, (select user_id from membership where organisation_id = ${demoOrganisationId} and role = 'admin' limit 1) as user`;
    if (!shop) throw new Error("The shop was not made.");
    await withoutIndexes(sql, "order_link", async () => {
      await sql`
      insert into order_link (organisation_id, customer_id, integration_id, receipt_id, receipt_ending, state, hold_reason, skip_reason, reason_detail,
        receipt_read_at, receipt_status, receipt_created_at, receipt_updated_at, item_quantity, total_minor, total_divisor, currency,
        outbound_order_id, outbound_order_number, order_created_at, created_at, completed_at, create_sent_at)
      select ${demoOrganisationId}, ${shop.customer}, ${shop.id}, (${firstReceipt}::bigint + (${links}::bigint - n) * 7)::text, right((${firstReceipt}::bigint + (${links}::bigint - n) * 7)::text, 3), state,
        case when state = 'held' then case when n % 3 = 0 then 'rejected' else 'sku_unknown' end end,
        case when state = 'skipped' then 'canceled' end,
        case when state = 'held' then case when n % 3 = 0 then jsonb_build_object('messages', jsonb_build_array('Address is not deliverable'))
          else jsonb_build_object('skus', jsonb_build_array(jsonb_build_object('sku', 'SKU-' || n % 5, 'title', 'Candle ' || n % 5))) end end,
        at, 'Paid', at, at, 1 + n % 4, 2500 + n % 900, 100, 'USD',
        case when state in ('created', 'completed') then gen_random_uuid() end,
        case when state in ('created', 'completed') then 'SO-' || (500000 + ${links}::bigint - n) end,
        case when state in ('created', 'completed') then at end, at,
        case when state = 'completed' then at + interval '1 day' end,
        case when state in ('created', 'completed') then at end
      from (
        select n, now() - n * interval '2 hours' as at,
          case when n <= ${held} then 'held' when n <= ${held + received} then 'received'
            when n <= ${held + received + atTheWarehouse} then 'created' when n % 4 = 0 then 'skipped' else 'completed' end as state
        from generate_series(1, ${links}::int) n
      ) made`;
      await sql`
      with other as (
        insert into integration (organisation_id, customer_id, name, status, etsy_shop_id, etsy_shop_name)
        select ${demoOrganisationId}, id, 'The other shop', 'paused', 4243, 'TheOtherShop' from customer
        where organisation_id = ${demoOrganisationId} and id <> ${shop.customer} limit 1
        returning id, customer_id)
      insert into order_link (organisation_id, customer_id, integration_id, receipt_id, receipt_ending, state, receipt_read_at, receipt_status, receipt_created_at, receipt_updated_at, item_quantity, outbound_order_id, outbound_order_number, completed_at)
      select ${demoOrganisationId}, other.customer_id, other.id, (${firstReceipt}::bigint + (${links}::bigint - n) * 7 + 3)::text, right((${firstReceipt}::bigint + (${links}::bigint - n) * 7 + 3)::text, 3), 'completed', at, 'Completed', at, at, 1, gen_random_uuid(), 'SO-' || (900000 + ${links}::bigint - n), at
      from other, lateral (select n, now() - n * interval '2 hours' as at from generate_series(1, ${links}::int) n) made`;
    });
    await withoutIndexes(
      sql,
      "audit_entry",
      () => sql`
      insert into audit_entry (organisation_id, customer_id, user_id, at, action, subject_type, subject_id)
      select ${demoOrganisationId}, ${shop.customer}, ${shop.user}, now() - n * interval '1 hour',
        (array['integration.paused', 'integration.pull_requested', 'order_link.retried', 'order_link.dismissed', 'user.changed', 'customer.configure_access'])[1 + n % 6], 'integration', ${shop.id}
      from generate_series(1, ${links}::int) n`,
    );
    await sql`
      insert into pull (organisation_id, integration_id, kind, state, trigger, started_at, finished_at, receipts_seen, receipts_new, window_from, window_to)
      select ${demoOrganisationId}, ${shop.id}, 'changes', 'succeeded', 'schedule', now() - n * interval '1 hour', now() - n * interval '1 hour', 1, 1, now(), now()
      from generate_series(1, 2000) n`;
    await sql`vacuum analyze`;
    const [last] = await sql<{ receipt: string }[]>`
      select receipt_id as receipt from order_link order by receipt_created_at desc limit 1`;
    return { integrationId: shop.id, customerId: shop.customer, newest: String(last?.receipt) };
  } finally {
    await sql.end();
  }
}
