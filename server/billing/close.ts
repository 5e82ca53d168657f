import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { organisation } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import { notify } from "@/server/notifications/notify";
import { passOnPricesOf } from "./pass-on";
import type { Usage } from "./price-usage";
import { priceWeek } from "./price-week";
import { priceBookOf } from "./tiers";
import { usageOf } from "./usage";
import type { Week } from "./weeks";
import { weekAt } from "./weeks";

/** Rows of one insert; PostgreSQL takes 65,535 parameters. */
const batch = 4_000;

export const allOrganisations = async (): Promise<string[]> =>
  (await db().select({ id: organisation.id }).from(organisation)).map(({ id }) => id);

/** Whole weeks since the first activation that are not closed yet, oldest first. */
function openWeeks(
  usage: readonly Usage[],
  closed: ReadonlySet<string>,
  timeZone: string,
  now: Date,
): Week[] {
  if (usage.length === 0) return [];
  const first = usage.reduce((least, { activatedAt }) => Math.min(least, +activatedAt), Infinity);
  const open: Week[] = [];
  let week = weekAt(new Date(first), timeZone);
  for (; week.to <= now; week = weekAt(week.to, timeZone))
    if (!closed.has(week.monday)) open.push(week);
  return open;
}

/**
 * Writes the statement of every whole week since the first activation that has none. Safe to repeat,
 * and at the same time. The admins are told of the latest week by mail, if something is billed.
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
    const done = await tx
      .select({ monday: billingStatement.monday })
      .from(billingStatement)
      .where(eq(billingStatement.organisationId, organisationId));
    const usage = await usageOf(organisationId, tx);
    const closed = new Set(done.map(({ monday }) => monday));
    const open = openWeeks(usage, closed, timeZone, now);
    if (open.length === 0) return 0;

    const book = await priceBookOf(organisationId, tx);
    const passOn = await passOnPricesOf(organisationId, tx);
    for (const week of open) {
      const { lines, from, to, discountMinor, ...head } = priceWeek(week, usage, {
        book,
        passOn,
        timeZone,
      });
      const { monday } = week;
      for (let at = 0; at < lines.length; at += batch)
        await tx
          .insert(billingLine)
          .values(lines.slice(at, at + batch).map((line) => ({ ...line, organisationId, monday })));
      await tx
        .insert(billingStatement)
        .values({ ...head, organisationId, monday, weekFrom: from, weekTo: to, timeZone });
      if (head.quantity > 0 && week === open.at(-1))
        await notify(tx, {
          organisationId,
          kind: "statement_closed",
          data: {
            monday,
            sunday: week.sunday,
            quantity: head.quantity,
            totalMinor: head.totalMinor,
            currency: head.currency,
          },
          occurrence: `statement_closed:${organisationId}:${monday}`,
        });
    }
    return open.length;
  });
}
