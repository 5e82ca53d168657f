import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { closedStatement, closedWeeks } from "./closed";
import { tiersAt } from "./price-book";
import { priceUsage, statementFor } from "./price-usage";
import type { StatementInput } from "./schema";
import { priceBookOf } from "./tiers";
import { usageOf } from "./usage";
import type { Week } from "./weeks";
import { recentWeeks, weekAt, weekFrom } from "./weeks";

/** Weeks that the page leads to. */
const shownWeeks = 12;

/**
 * The statement of one week, and the totals of the latest weeks to choose from. Prices follow the
 * whole organisation's volume; a customer user gets the lines of their own customers.
 * @throws DomainError not_found for a week that has not begun or a day that is no Monday.
 */
export async function readStatement(scope: Scope, { monday }: StatementInput) {
  const { organisationId } = scope;
  const [[home], usage, book, closed] = await Promise.all([
    db()
      .select({ name: organisation.name, timeZone: organisation.timeZone })
      .from(organisation)
      .where(eq(organisation.id, organisationId)),
    usageOf(organisationId),
    priceBookOf(organisationId),
    closedWeeks(organisationId),
  ]);
  if (!home) throw notFound("organisation");
  const now = new Date();
  const running = weekAt(now, home.timeZone);
  const week = monday ? weekFrom(monday, home.timeZone) : running;
  if (!week || week.from > now) throw notFound("week");

  const own = (customerId: string) =>
    scope.role === "admin" || scope.customerIds.includes(customerId);
  const statementOf = async (of: Week) =>
    statementFor(
      closed.has(of.monday)
        ? await closedStatement(organisationId, of.monday)
        : priceUsage(of, usage, tiersAt(book, of.monday)),
      own,
    );
  const weeks = await Promise.all(
    recentWeeks(now, home.timeZone, shownWeeks).map(async (recent) => {
      const { quantity, totalMinor } = await statementOf(recent);
      return { ...recent, quantity, totalMinor, running: recent.monday === running.monday };
    }),
  );
  return {
    organisationName: home.name,
    timeZone: home.timeZone,
    week: { ...week, running: week.monday === running.monday },
    statement: await statementOf(week),
    tiers: tiersAt(book, week.monday),
    weeks,
  };
}
