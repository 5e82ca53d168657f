import { and, desc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, pull } from "@/db/schema/integration";
import { orderLink, orderLinkStates } from "@/db/schema/order-link";
import type { IntegrationRow } from "./access";
import type { Health, HealthFacts } from "./health";
import { healthOf } from "./health";

export type OrderCounts = Record<(typeof orderLinkStates)[number], number>;

export type IntegrationFacts = Pick<HealthFacts, "running" | "lastEnded" | "held" | "stopShip"> & {
  counts: OrderCounts;
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
      counts: noCounts(),
      connected: false,
    });
  if (ids.length === 0) return facts;
  const [links, running, ended, connections] = await Promise.all([
    db()
      .select({
        id: orderLink.integrationId,
        state: orderLink.state,
        count: sql<number>`count(*)::int`,
        stops: sql<number>`(count(*) filter (where ${and(
          isNotNull(orderLink.stopShipAt),
          inArray(orderLink.state, ["creating", "unknown", "created"]),
        )}))::int`,
      })
      .from(orderLink)
      .where(inArray(orderLink.integrationId, [...ids]))
      .groupBy(orderLink.integrationId, orderLink.state),
    db()
      .select({ id: pull.integrationId, startedAt: pull.startedAt, touchedAt: pull.touchedAt })
      .from(pull)
      .where(and(inArray(pull.integrationId, [...ids]), eq(pull.state, "running"))),
    db()
      .selectDistinctOn([pull.integrationId], {
        id: pull.integrationId,
        state: pull.state,
        error: pull.error,
      })
      .from(pull)
      .where(and(inArray(pull.integrationId, [...ids]), ne(pull.state, "running")))
      .orderBy(pull.integrationId, desc(pull.startedAt)),
    db()
      .select({ id: etsyConnection.integrationId })
      .from(etsyConnection)
      .where(inArray(etsyConnection.integrationId, [...ids])),
  ]);
  for (const { id, state, count, stops } of links) {
    const one = facts.get(id);
    if (!one) continue;
    one.counts[state] = count;
    one.stopShip += stops;
    if (state === "held") one.held = count;
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
