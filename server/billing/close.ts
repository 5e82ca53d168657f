import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { organisation } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import { tiersAt } from "./price-book";
import { priceUsage } from "./price-usage";
import { priceBookOf } from "./tiers";
import { usageOf } from "./usage";
import type { Week } from "./weeks";
import { daysTouched, weekAt } from "./weeks";

/** Rows of one insert; PostgreSQL takes 65,535 parameters. */
const batch = 5_000;

export const allOrganisations = async (): Promise<string[]> =>
  (await db().select({ id: organisation.id }).from(organisation)).map(({ id }) => id);

/**
 * Writes the statement of every whole week since the first activation that has none. Safe to repeat,
 * and at the same time.
 * @returns how many weeks were closed
 * @throws DomainError not_found
 */
export function closeWeeks(organisationId: string, now: Date): Promise<number> {
  return db().transaction(async (tx) => {
    const [home] = await tx
      .select({ timeZone: organisation.timeZone })
      .from(organisation)
      .where(eq(organisation.id, organisationId))
      .for("update");
    if (!home) throw notFound("organisation");
    const { timeZone } = home;
    const usage = await usageOf(organisationId, tx);
    const book = await priceBookOf(organisationId, tx);
    const done = await tx
      .select({ monday: billingStatement.monday })
      .from(billingStatement)
      .where(eq(billingStatement.organisationId, organisationId));
    const closed = new Set(done.map(({ monday }) => monday));
    const first = Math.min(...usage.map(({ activatedAt }) => +activatedAt));
    const open: Week[] = [];
    if (usage.length > 0)
      for (
        let week = weekAt(new Date(first), timeZone);
        week.to <= now;
        week = weekAt(week.to, timeZone)
      )
        if (!closed.has(week.monday)) open.push(week);

    for (const { monday, ...week } of open) {
      const statement = priceUsage(week, usage, tiersAt(book, monday));
      const lines = statement.lines.map((line) => {
        const to = new Date(Math.min(+(line.deletedAt ?? week.to), +week.to));
        const from = new Date(Math.max(+line.activatedAt, +week.from));
        // A delete after the week was closed belongs to a later one.
        const deletedAt = line.deletedAt && line.deletedAt < week.to ? line.deletedAt : null;
        const days = daysTouched({ from, to }, timeZone);
        return { ...line, organisationId, monday, deletedAt, days };
      });
      for (let at = 0; at < lines.length; at += batch)
        await tx.insert(billingLine).values(lines.slice(at, at + batch));
      await tx.insert(billingStatement).values({
        organisationId,
        monday,
        weekFrom: week.from,
        weekTo: week.to,
        timeZone,
        currency: statement.currency,
        quantity: statement.quantity,
        listPriceMinor: statement.listPriceMinor,
        unitPriceMinor: statement.unitPriceMinor,
        totalMinor: statement.totalMinor,
      });
    }
    return open.length;
  });
}
