import { and, eq, isNotNull, min, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { billingLine, billingStatement } from "@/db/schema/billing";
import { integration } from "@/db/schema/integration";
import { organisation } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import { notify } from "@/server/notifications/notify";
import { lastClosedWeek } from "./closed";
import { passOnPricesOf } from "./pass-on";
import type { BilledLine, PricedWeek } from "./price-week";
import { priceWeek } from "./price-week";
import { priceBookOf } from "./tiers";
import { usageOf } from "./usage";
import type { Week } from "./weeks";
import { weekAfter, weekAt } from "./weeks";

/** How long a week rests before it is closed: what was finished or deleted in its last moments is stored by then. */
export const restMs = 5 * 60_000;

/** Lines of one insert, as one JSON text: as parameters of their own they take four times as long. */
const batch = 10_000;
const dayMs = 86_400_000;
/** Organisations of one run: Inngest keeps 1,000 steps. The next hour takes the others. */
const mostOrganisations = 500;

/**
 * Organisations that may have a week to close: something was ever active, and the last closed week
 * ended five days ago or more; a week is shorter than seven days where its zone was changed.
 */
export async function organisationsToClose(now: Date): Promise<string[]> {
  const recently = new Date(+now - 5 * dayMs).toISOString();
  const rows = await db()
    .select({ id: organisation.id })
    .from(organisation)
    .where(
      sql`exists (select 1 from ${integration} where ${integration.organisationId} = ${organisation.id} and ${integration.activatedAt} is not null)
        and not exists (select 1 from ${billingStatement} where ${billingStatement.organisationId} = ${organisation.id} and ${billingStatement.weekTo} > ${recently})`,
    )
    .limit(mostOrganisations);
  return rows.map(({ id }) => id);
}

/** The oldest week without a statement: behind the last closed one, else that of the first activation. */
async function oldestOpenWeek(tx: Transaction, organisationId: string, timeZone: string) {
  const last = await lastClosedWeek(organisationId, tx);
  if (last) return weekAfter(last, timeZone);
  const [first] = await tx
    .select({ at: min(integration.activatedAt) })
    .from(integration)
    .where(and(eq(integration.organisationId, organisationId), isNotNull(integration.activatedAt)));
  return first?.at ? weekAt(first.at, timeZone) : null;
}

async function writeLines(
  tx: Transaction,
  organisationId: string,
  monday: string,
  lines: readonly BilledLine[],
): Promise<void> {
  for (let at = 0; at < lines.length; at += batch)
    await tx.execute(sql`
      insert into ${billingLine} (organisation_id, monday, integration_id, integration_name,
        customer_id, customer_name, activated_at, deleted_at, days, amount_minor, pass_on_minor)
      select ${organisationId}, ${monday}, "integrationId", "integrationName",
        "customerId", "customerName", "activatedAt", "deletedAt", days, "amountMinor", "passOnMinor"
      from json_to_recordset(${JSON.stringify(lines.slice(at, at + batch))}::json) as line (
        "integrationId" uuid, "integrationName" text, "customerId" uuid, "customerName" text,
        "activatedAt" timestamptz, "deletedAt" timestamptz, days int, "amountMinor" int,
        "passOnMinor" int)`);
}

const tellAdmins = (
  tx: Transaction,
  organisationId: string,
  { monday, sunday }: Week,
  { quantity, totalMinor, currency }: PricedWeek,
) =>
  notify(tx, {
    organisationId,
    kind: "statement_closed",
    data: { monday, sunday, quantity, totalMinor, currency },
    occurrence: `statement_closed:${organisationId}:${monday}`,
  });

/** Closes the oldest open week, if it is over. @returns whether it did */
const closeOne = (organisationId: string, now: Date): Promise<boolean> =>
  inTransaction(async (tx) => {
    // Closing excludes closing and changes of prices, and nothing else that writes in the organisation.
    const [home] = await tx
      .select({
        timeZone: organisation.timeZone,
        at: sql<Date>`now()`.mapWith(billingStatement.closedAt),
      })
      .from(organisation)
      .where(eq(organisation.id, organisationId))
      .for("no key update");
    if (!home) throw notFound("organisation");
    const { timeZone } = home;
    const week = await oldestOpenWeek(tx, organisationId, timeZone);
    // A process whose clock runs ahead must not close a week that is not over by the database's.
    const due = Math.min(+now - restMs, +home.at);
    if (!week || +week.to > due) return false;

    const usage = await usageOf(organisationId, tx, week);
    const book = await priceBookOf(organisationId, tx);
    const passOn = await passOnPricesOf(organisationId, tx);
    const priced = priceWeek(week, usage, { book, passOn, timeZone });
    const { lines, from, to, discountMinor, ...head } = priced;
    const { monday } = week;
    await writeLines(tx, organisationId, monday, lines);
    await tx
      .insert(billingStatement)
      .values({ ...head, organisationId, monday, weekFrom: from, weekTo: to, timeZone });
    const latest = +weekAfter({ monday, weekTo: to }, timeZone).to > due;
    if (head.quantity > 0 && latest) await tellAdmins(tx, organisationId, week, priced);
    return true;
  });

/**
 * Writes the statement of every week since the first activation that is over and has none, each in a
 * transaction of its own, oldest first. Safe to repeat, and at the same time. The admins are told of
 * the latest week by mail, if something is billed.
 * @returns how many weeks were closed
 * @throws DomainError not_found
 */
export async function closeWeeks(organisationId: string, now: Date): Promise<number> {
  let closed = 0;
  while (await closeOne(organisationId, now)) closed += 1;
  return closed;
}
