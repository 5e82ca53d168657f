import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer } from "@/db/schema/organisation";
import type { Scope } from "@/server/people/scope";
import { mayConfigure, visibleCustomer } from "./access";
import { healthFor, readFacts } from "./facts";
import { firstUnfinishedStep, stepNumber } from "./progress";

const count = (status: "active" | "draft" | "reconnect" | "paused") =>
  sql<number>`(count(*) filter (where ${eq(integration.status, status)}))::int`;

/** The customers that the person sees, by name, each with how many integrations are active. */
export async function listCustomers(scope: Scope) {
  return db()
    .select({
      id: customer.id,
      name: customer.name,
      enabled: customer.enabled,
      active: count("active"),
      drafts: count("draft"),
      paused: count("paused"),
      reconnect: count("reconnect"),
    })
    .from(customer)
    .leftJoin(integration, eq(integration.customerId, customer.id))
    .where(
      and(
        eq(customer.organisationId, scope.organisationId),
        scope.role === "admin" ? undefined : inArray(customer.id, [...scope.customerIds]),
      ),
    )
    .groupBy(customer.id)
    .orderBy(asc(customer.name), asc(customer.id));
}

/** One customer with its integrations, the deleted ones apart. @throws DomainError not_found */
export async function readCustomer(scope: Scope, customerId: string) {
  const [owner, rows] = await Promise.all([
    visibleCustomer(scope, customerId),
    db()
      .select()
      .from(integration)
      .where(eq(integration.customerId, customerId))
      .orderBy(asc(integration.createdAt), asc(integration.id)),
  ]);
  const live = rows.filter(({ status }) => status !== "deleted");
  const [facts, may] = await Promise.all([
    readFacts(live.map(({ id }) => id)),
    mayConfigure(scope, owner),
  ]);
  const now = new Date();
  return {
    customer: { id: owner.id, name: owner.name, enabled: owner.enabled },
    may,
    instances: live.flatMap((row) => {
      const own = facts.get(row.id);
      if (!own) return [];
      const next = firstUnfinishedStep(row, own.connected);
      return [
        {
          id: row.id,
          app: row.app,
          name: row.name,
          status: row.status,
          shopName: row.etsyShopName,
          health: healthFor(row, own, now),
          lastPullSucceededAt: row.lastPullSucceededAt,
          counts: own.counts,
          lastDay: own.lastDay,
          /** Where a draft goes on. */
          nextStep: row.status === "draft" ? { id: next, number: stepNumber(next) } : null,
        },
      ];
    }),
    deleted: rows
      .filter(({ status }) => status === "deleted")
      .map(({ id, app, name, deletedAt }) => ({ id, app, name, deletedAt })),
  };
}

/** Whether the person sees more than one customer, and where a single one leads. */
export async function readHome(scope: Scope) {
  const customers = await listCustomers(scope);
  const [first] = customers;
  return {
    admin: scope.role === "admin",
    customers,
    only: scope.role !== "admin" && customers.length === 1 && first ? first.id : null,
  };
}
