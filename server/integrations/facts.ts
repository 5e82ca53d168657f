import { and, desc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integration, pull } from "@/db/schema/integration";
import { orderLink, orderLinkStates } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { IntegrationRow } from "./access";
import type { Health, HealthFacts } from "./health";
import { healthOf, lateMs } from "./health";

export type OrderCounts = Record<(typeof orderLinkStates)[number], number>;

export type IntegrationFacts = Pick<
  HealthFacts,
  "running" | "lastEnded" | "held" | "stopShip" | "failing" | "late" | "cartonCloudError"
> & {
  counts: OrderCounts;
  /** Orders placed within the last 24 hours. */
  lastDay: number;
  connected: boolean;
};

const noCounts = () =>
  Object.fromEntries(orderLinkStates.map((state) => [state, 0])) as OrderCounts;

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
  const ofChanges = and(inArray(pull.integrationId, [...ids]), eq(pull.kind, "changes"));
  const lateBefore = new Date(Date.now() - lateMs).toISOString();
  const isOneOf = inArray(orderLink.integrationId, [...ids]);
  const [counts, recent, open, running, ended, connections, refused] = await Promise.all([
    // Answered by an index alone, however long the past is.
    db()
      .select({
        id: orderLink.integrationId,
        state: orderLink.state,
        count: sql<number>`count(*)::int`,
      })
      .from(orderLink)
      .where(isOneOf)
      .groupBy(orderLink.integrationId, orderLink.state),
    db()
      .select({ id: orderLink.integrationId, count: sql<number>`count(*)::int` })
      .from(orderLink)
      .where(and(isOneOf, sql`${orderLink.receiptCreatedAt} > now() - interval '24 hours'`))
      .groupBy(orderLink.integrationId),
    db()
      .select({
        id: orderLink.integrationId,
        stops: sql<number>`(count(*) filter (where ${and(
          isNotNull(orderLink.stopShipAt),
          inArray(orderLink.state, ["creating", "unknown", "created"]),
        )}))::int`,
        failing: sql<number>`(count(*) filter (where ${and(
          inArray(orderLink.state, ["received", "creating", "unknown", "dispatched"]),
          isNotNull(orderLink.lastError),
        )}))::int`,
        late: sql<number>`(count(*) filter (where ${and(
          inArray(orderLink.state, ["received", "creating", "unknown"]),
          sql`${orderLink.createdAt} < ${lateBefore}::timestamptz`,
        )}))::int`,
      })
      .from(orderLink)
      .where(
        and(
          isOneOf,
          inArray(orderLink.state, ["received", "creating", "unknown", "created", "dispatched"]),
        ),
      )
      .groupBy(orderLink.integrationId),
    db()
      .select({ id: pull.integrationId, startedAt: pull.startedAt, touchedAt: pull.touchedAt })
      .from(pull)
      .where(and(ofChanges, eq(pull.state, "running"))),
    db()
      .selectDistinctOn([pull.integrationId], {
        id: pull.integrationId,
        state: pull.state,
        error: pull.error,
      })
      .from(pull)
      .where(and(ofChanges, ne(pull.state, "running")))
      .orderBy(pull.integrationId, desc(pull.startedAt)),
    db()
      .select({ id: etsyConnection.integrationId })
      .from(etsyConnection)
      .where(inArray(etsyConnection.integrationId, [...ids])),
    db()
      .select({ id: integration.id, error: cartonCloudConnection.lastError })
      .from(integration)
      .innerJoin(
        cartonCloudConnection,
        eq(cartonCloudConnection.organisationId, integration.organisationId),
      )
      .where(and(inArray(integration.id, [...ids]), eq(cartonCloudConnection.status, "failed"))),
  ]);
  for (const { id, error } of refused) {
    const one = facts.get(id);
    if (one) one.cartonCloudError = error ?? "No reason was given.";
  }
  for (const { id, state, count } of counts) {
    const one = facts.get(id);
    if (!one) continue;
    one.counts[state] = count;
    if (state === "held") one.held = count;
  }
  for (const { id, count } of recent) {
    const one = facts.get(id);
    if (one) one.lastDay = count;
  }
  for (const { id, stops, failing, late } of open) {
    const one = facts.get(id);
    if (one) Object.assign(one, { stopShip: stops, failing, late });
  }
  for (const { id, startedAt, touchedAt } of running) {
    const one = facts.get(id);
    if (one) one.running = { startedAt, touchedAt };
  }
  for (const { id, state, error } of ended) {
    const one = facts.get(id);
    if (one) one.lastEnded = { state: state === "failed" ? "failed" : "succeeded", error };
  }
  for (const { id } of connections) {
    const one = facts.get(id);
    if (one) one.connected = true;
  }
  return facts;
}

export const healthFor = (row: IntegrationRow, facts: IntegrationFacts, now: Date): Health =>
  healthOf({ ...facts, ...row }, now);
