import { lastWeek, zone } from "@/server/billing/fixtures";
import type { Tenant } from "@/server/integrations/fixtures";
import { asOwner } from "./as-owner";

/**
 * Last week, closed with many lines of one customer. Written past the triggers and the checks of
 * foreign keys, which it keeps by its making: they take most of the time.
 */
export const closedWithMany = ({ organisationId }: Tenant, customerId: string, count: number) => {
  const { monday, from, to } = lastWeek();
  const [since, until] = [from.toISOString(), to.toISOString()];
  return asOwner(`
    set app.rows = 'all';
    set session_replication_role = replica;
    with shop as (
      insert into integration (organisation_id, customer_id, name, status, activated_at)
      select '${organisationId}', '${customerId}', 'Shop ' || n, 'active', '${since}'
      from generate_series(1, ${count}) n returning *
    )
    insert into billing_line (organisation_id, monday, integration_id, integration_name,
      customer_id, customer_name, activated_at, days, amount_minor, pass_on_minor)
    select organisation_id, '${monday}', id, name, customer_id, 'Own', activated_at, 7, 1000, 1000
    from shop;
    insert into billing_statement (organisation_id, monday, week_from, week_to, time_zone, currency,
      quantity, list_price_minor, unit_price_minor, tier_from, total_minor)
    values ('${organisationId}', '${monday}', '${since}', '${until}', '${zone}', 'AUD',
      ${count}, 1000, 1000, 1, ${count * 1000});`);
};
