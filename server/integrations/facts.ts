import { and, inArray, isNotNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkStates } from "@/db/schema/order-link";
import { isIn } from "@/server/orders/is-in";
import type { LinkState } from "@/server/orders/words";
import { doneStates, mostDone, mostWaiting, waitingStates } from "@/server/orders/words";
import type { IntegrationRow } from "./access";
import type { Health, HealthFacts } from "./health";
import { healthOf, lateMs } from "./health";

export type OrderCounts = Record<(typeof orderLinkStates)[number], number>;

export type IntegrationFacts = Pick<
  HealthFacts,
  "running" | "lastEnded" | "held" | "stopShip" | "failing" | "late" | "cartonCloudError"
> & {
  /** Counted as far as mostCounted says. */
  counts: OrderCounts;
  /** Orders placed within the last 24 hours. */
  lastDay: number;
  connected: boolean;
};

const noCounts = () =>
  Object.fromEntries(orderLinkStates.map((state) => [state, 0])) as OrderCounts;

/** States of an integration, each counted by an index alone and no further than told; the order keeps to that index. */
const countsOf = (states: readonly LinkState[], most: number) => sql<Partial<OrderCounts>>`(
  select json_object_agg(of.state, (
    select count(*) from (
      select from order_link l where l.integration_id = integration.id and l.state = of.state
      order by l.receipt_created_at limit ${most + 1}::int) few))
  from unnest(${`{${states.join(",")}}`}::text[]) of(state))`;

/** What the database knows of how some integrations are doing, by id; every id has an entry. */
export async function readFacts(ids: readonly string[]): Promise<Map<string, IntegrationFacts>> {
  const facts = new Map<string, IntegrationFacts>();
  for (const id of ids)
    facts.set(id, {
      running: null,
      lastEnded: null,
      held: 0,
      stopShip: 0,
      failing: 0,
      late: 0,
      cartonCloudError: null,
      counts: noCounts(),
      lastDay: 0,
      connected: false,
    });
  if (ids.length === 0) return facts;
  const lateBefore = new Date(Date.now() - lateMs).toISOString();
  const isOneOf = inArray(orderLink.integrationId, [...ids]);
  const [open, rest] = await Promise.all([
    db()
      .select({
        id: orderLink.integrationId,
        stops: sql<number>`(count(*) filter (where ${and(
          isNotNull(orderLink.stopShipAt),
          isIn("creating", "unknown", "created"),
        )}))::int`,
        failing: sql<number>`(count(*) filter (where ${and(
          isIn("received", "creating", "unknown", "dispatched"),
          isNotNull(orderLink.lastError),
        )}))::int`,
        late: sql<number>`(count(*) filter (where ${and(
          isIn("received", "creating", "unknown"),
          sql`${orderLink.createdAt} < ${lateBefore}::timestamptz`,
        )}))::int`,
      })
      .from(orderLink)
      .where(and(isOneOf, isIn("received", "creating", "unknown", "created", "dispatched")))
      .groupBy(orderLink.integrationId),
    db()
      .select({
        id: integration.id,
        waiting: countsOf(waitingStates, mostWaiting),
        done: countsOf(doneStates, mostDone),
        // Names are written out: in a select from one table alone, columns would lose theirs.
        running: sql<{ startedAt: string; touchedAt: string } | null>`(
          select json_build_object('startedAt', p.started_at, 'touchedAt', p.touched_at) from pull p
          where p.integration_id = integration.id and p.kind = 'changes' and p.state = 'running')`,
        ended: sql<{ state: string; error: string | null } | null>`(
          select json_build_object('state', p.state, 'error', p.error) from pull p
          where p.integration_id = integration.id and p.kind = 'changes' and p.state <> 'running'
          order by p.started_at desc limit 1)`,
        lastDay: sql<number>`(
          select count(*)::int from order_link l
          where l.integration_id = integration.id and l.receipt_created_at > now() - interval '24 hours')`,
        connected: sql<boolean>`exists(
          select from etsy_connection e where e.integration_id = integration.id)`,
        refused: sql<string | null>`(
          select coalesce(c.last_error, 'No reason was given.') from cartoncloud_connection c
          where c.organisation_id = integration.organisation_id and c.status = 'failed')`,
      })
      .from(integration)
      .where(inArray(integration.id, [...ids])),
  ]);
  for (const { id, stops, failing, late } of open) {
    const one = facts.get(id);
    if (one) Object.assign(one, { stopShip: stops, failing, late });
  }
  for (const { id, waiting, done, running, ended, lastDay, connected, refused } of rest) {
    const one = facts.get(id);
    if (!one) continue;
    Object.assign(one.counts, waiting, done);
    one.held = one.counts.held;
    one.running = running && {
      startedAt: new Date(running.startedAt),
      touchedAt: new Date(running.touchedAt),
    };
    one.lastEnded = ended && {
      state: ended.state === "failed" ? "failed" : "succeeded",
      error: ended.error,
    };
    one.lastDay = lastDay;
    one.connected = connected;
    one.cartonCloudError = refused;
  }
  return facts;
}

export const healthFor = (row: IntegrationRow, facts: IntegrationFacts, now: Date): Health =>
  healthOf({ ...facts, ...row }, now);
