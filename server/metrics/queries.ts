import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import { etsyBudget, etsyCallCount } from "@/db/schema/etsy-budget";
import { etsyConnection, etsyWebhookDelivery, integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import { toBeMade } from "@/server/orders/next-orders";

/** More rows than this of one state are not counted: the number stays here. */
export const mostCounted = 100_000;
/** Shops that get a series of their own: the ones read longest ago, and only past a quarter of an hour. */
const mostShops = 10;
const staleAfterSeconds = 900;

/** Seconds since an instant; null where there is none. */
const age = (since: SQL) => sql`extract(epoch from now() - ${since})::float8`;

const lastPull = sql`coalesce(${integration.lastPullSucceededAt}, ${integration.activatedAt}, ${integration.createdAt})`;

/** Integrations are few thousands at most: one look over those that are not deleted. */
const integrations = sql`
  select 'smi_integrations' as metric, app as a, status as b, count(*)::float8 as value
  from ${integration} where status <> 'deleted' group by app, status`;

const freshness = sql`
  select 'smi_pull_age_seconds' as metric, app as a, q::text as b,
    percentile_cont(q) within group (order by ${age(lastPull)}) as value
  from ${integration}, unnest(array[0.5, 0.9, 0.99, 1]::float8[]) as q
  where status = 'active' group by app, q`;

const stalest = sql`
  select 'smi_stale_pull_age_seconds' as metric, app as a, id::text as b, ${age(lastPull)} as value
  from ${integration}
  where status = 'active' and ${lastPull} < now() - make_interval(secs => ${staleAfterSeconds})
  order by ${lastPull} limit ${mostShops}`;

const waiting = ["received", "creating", "unknown", "held", "created", "dispatched"] as const;

/** Each state by the index order_link_due; what is completed or skipped waits for nothing and is not counted. */
const backlog = sql`
  select 'smi_order_links' as metric, s as a, null as b, (
    select count(*)::float8 from (
      select 1 from ${orderLink} where ${orderLink.state} = s limit ${mostCounted}) as few) as value
  from unnest(array[${sql.join(
    waiting.map((state) => sql`${state}`),
    sql`, `,
  )}]::text[]) as s`;

const holds = sql`
  select 'smi_held_orders' as metric, coalesce(reason, 'unknown') as a, null as b, count(*)::float8 as value
  from (select ${orderLink.holdReason} as reason from ${orderLink}
    where ${orderLink.state} = 'held' limit ${mostCounted}) as few
  group by 2`;

/** How long the oldest order waits for its turn at all, of integrations that are at work. */
const oldest = sql`
  select 'smi_order_link_oldest_seconds' as metric, state as a, null as b, max(waited) as value from (
    select ${orderLink.state} as state, ${age(sql`${orderLink.createdAt}`)} as waited
    from ${orderLink} join ${integration} on ${integration.id} = ${orderLink.integrationId}
    where ${toBeMade} and ${integration.status} = 'active'
    limit ${mostCounted}) as few
  group by state`;

const oldestSince = (kind: string, from: SQL) => sql`
  select 'smi_outbox_oldest_seconds' as metric, ${kind}::text as a, null as b,
    coalesce(max(${age(sql`since`)}), 0)::float8 as value
  from (${from} limit ${mostCounted}) as few where since < now()`;

const ofActive = sql`${orderLink} join ${integration} on ${integration.id} = ${orderLink.integrationId}
  and ${integration.status} = 'active'`;

/** While a run makes an organisation's orders, those that wait for their turn are on their way. */
const dueOrders = sql`
  select greatest(${orderLink.createdAt}, ${orderLink.nextAttemptAt}, ${orderLink.leaseUntil}) as since
  from ${ofActive} left join ${cartonCloudConnection}
    on ${cartonCloudConnection.organisationId} = ${orderLink.organisationId}
  where ${toBeMade}
    and coalesce(${cartonCloudConnection.orderMakerUntil} < now(), true)`;

const dueFulfilments = sql`
  select greatest(${orderLink.createdAt}, ${orderLink.dispatchedAt}, ${orderLink.nextAttemptAt},
    ${orderLink.leaseUntil}, ${orderLink.queuedUntil}) as since
  from ${ofActive} where ${orderLink.state} = 'dispatched'`;

/** What is due by the database and has no event, or mail, on the way: rises when the sweep stands still. */
const outbox = sql.join(
  [
    oldestSince("order", dueOrders),
    oldestSince("fulfilment", dueFulfilments),
    oldestSince(
      "pull",
      sql`select next_pull_at as since from ${integration} where status = 'active'`,
    ),
    oldestSince(
      "notification",
      sql`select first.since from organisation o cross join lateral (
        select n.created_at as since from notification n
        where n.organisation_id = o.id and n.created_at > now() - interval '7 days'
          and n.addressed_at is null
        order by n.created_at limit 1) as first`,
    ),
    oldestSince(
      "mail",
      sql`select n.created_at as since from mail m join notification n on n.id = m.notification_id
        where m.sent_at is null and m.dropped_at is null`,
    ),
    oldestSince(
      "account_mail",
      sql`select created_at as since from account_mail
        where sent_at is null and expires_at > now()`,
    ),
  ],
  sql` union all `,
);

const quota = (keystring: string) => sql`
  with budget as (
    select ${etsyBudget.limitPerDay}::float8 as most, use.calls as used,
      least(${etsyBudget.limitPerDay} - use.calls,
        case when ${etsyBudget.remainingReadAt} > now() - interval '15 minutes'
          then ${etsyBudget.remainingToday} end)::float8 as remaining
    from ${etsyBudget} cross join lateral (
      select coalesce(sum(${etsyCallCount.calls}), 0)::float8 as calls from ${etsyCallCount}
      where ${etsyCallCount.quarter} > now() - interval '1 day') as use
    where ${etsyBudget.keystring} = ${keystring})
  select 'smi_quota_limit' as metric, 'etsy_day' as a, null as b, most as value from budget
  union all select 'smi_quota_used', 'etsy_day', null, used from budget
  union all select 'smi_quota_left', 'etsy_day', null, greatest(0, remaining) from budget
  union all select 'smi_cartoncloud_post_wait_seconds', null, null,
    max(greatest(0, extract(epoch from ${cartonCloudConnection.nextOrderPostAt} - now())))::float8
    from ${cartonCloudConnection}`;

/** An active shop refreshes its token at each pull: one that ended an hour ago could not be. */
const connections = sql`
  select 'smi_connections_to_renew' as metric, 'etsy' as a, null as b, count(*)::float8 as value
  from ${integration} where status = 'reconnect'
  union all select 'smi_connections_to_renew', 'cartoncloud', null, count(*)::float8
  from ${cartonCloudConnection} where status = 'failed'
  union all select 'smi_token_refresh_overdue', 'etsy', null, count(*)::float8
  from ${etsyConnection} join ${integration} on ${integration.id} = ${etsyConnection.integrationId}
  where ${integration.status} = 'active'
    and ${etsyConnection.accessTokenExpiresAt} < now() - interval '1 hour'`;

const webhooks = sql`
  select 'smi_webhook_age_seconds' as metric, 'etsy' as a, null as b,
    ${age(sql`max(${etsyWebhookDelivery.receivedAt})`)} as value from ${etsyWebhookDelivery}
  union all select 'smi_webhook_age_seconds', 'cartoncloud', null,
    ${age(sql`max(${cartonCloudConnection.webhookReceivedAt})`)} from ${cartonCloudConnection}
  union all select 'smi_webhook_keys_refused', null, null, count(*)::float8
  from ${cartonCloudConnection}
  where webhook_refused_at > coalesce(webhook_received_at, 'epoch')
    and webhook_refused_at > now() - interval '1 day'`;

/** Of the whole server: other databases take from the same. pg_stat_activity hides what others are. */
const roomOfServer = sql`
  select 'smi_database_connections' as metric, 'used' as a, null as b,
    sum(numbackends)::float8 as value from pg_stat_database
  union all select 'smi_database_connections', 'allowed', null,
    current_setting('max_connections')::float8 - current_setting('superuser_reserved_connections')::float8`;

/** All of them; each answers rows of Row. `keystring` names the Etsy app of this process. */
export const queries = (keystring: string): SQL[] => [
  integrations,
  freshness,
  stalest,
  backlog,
  holds,
  oldest,
  outbox,
  quota(keystring),
  connections,
  webhooks,
  roomOfServer,
];

/** A metric's value, with its labels in the order of server/metrics/definitions. */
export type Row = {
  metric: string;
  a: string | null;
  b: string | null;
  /** Null where nothing is known: then there is no such series. */
  value: number | string | null;
};
