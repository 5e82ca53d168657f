import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import type { Usage } from "./price-usage";
import { priceUsage, statementFor } from "./price-usage";
import type { StatementInput } from "./schema";
import { tiersOf } from "./tiers";
import { recentWeeks, weekAt, weekFrom } from "./weeks";

/** Weeks that the page leads to. */
const shownWeeks = 12;

async function usageOf(organisationId: string): Promise<Usage[]> {
  const rows = await db()
    .select({
      integrationId: integration.id,
      integrationName: integration.name,
      customerId: customer.id,
      customerName: customer.name,
      activatedAt: integration.activatedAt,
      deletedAt: integration.deletedAt,
    })
    .from(integration)
    .innerJoin(customer, eq(customer.id, integration.customerId))
    .where(and(eq(integration.organisationId, organisationId), isNotNull(integration.activatedAt)));
  return rows.flatMap(({ activatedAt, ...row }) => (activatedAt ? [{ ...row, activatedAt }] : []));
}

/**
 * The statement of one week, and the totals of the latest weeks to choose from. Prices follow the
 * whole organisation's volume; a customer user gets the lines of their own customers.
 * @throws DomainError not_found for a week that has not begun or a day that is no Monday.
 */
export async function readStatement(scope: Scope, { monday }: StatementInput) {
  const { organisationId } = scope;
  const [[home], usage, tiers] = await Promise.all([
    db()
      .select({ name: organisation.name, timeZone: organisation.timeZone })
      .from(organisation)
      .where(eq(organisation.id, organisationId)),
    usageOf(organisationId),
    tiersOf(organisationId),
  ]);
  if (!home) throw notFound("organisation");
  const now = new Date();
  const running = weekAt(now, home.timeZone);
  const week = monday ? weekFrom(monday, home.timeZone) : running;
  if (!week || week.from > now) throw notFound("week");

  const own = (customerId: string) =>
    scope.role === "admin" || scope.customerIds.includes(customerId);
  const weeks = recentWeeks(now, home.timeZone, shownWeeks).map((recent) => {
    const { quantity, totalMinor } = statementFor(priceUsage(recent, usage, tiers), own);
    return { ...recent, quantity, totalMinor, running: recent.monday === running.monday };
  });
  return {
    organisationName: home.name,
    timeZone: home.timeZone,
    week: { ...week, running: week.monday === running.monday },
    statement: statementFor(priceUsage(week, usage, tiers), own),
    tiers,
    weeks,
  };
}
