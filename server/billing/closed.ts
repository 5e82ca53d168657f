import { and, asc, between, desc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { billingLine, billingStatement } from "@/db/schema/billing";
import type { Scope } from "@/server/people/scope";
import type { BilledLine } from "./price-week";
import type { ClosedWeek } from "./weeks";

/** Closed weeks by their Mondays, both included. */
export type Weeks = { first: string; last: string };
/** Where a page of lines ended. */
export type LineKey = Pick<
  BilledLine & { monday: string },
  "monday" | "customerName" | "integrationName" | "integrationId"
>;
export type ClosedLine = BilledLine & { monday: string };

const number = (of: ReturnType<typeof sql>) => of.mapWith(Number);
const amount = number(sql`sum(${billingLine.amountMinor})`);
const passOn = number(sql`sum(${billingLine.passOnMinor})`);

/** Lines of closed weeks that a person may see. */
const ownLines = ({ organisationId, role, customerIds }: Scope, { first, last }: Weeks) =>
  and(
    eq(billingLine.organisationId, organisationId),
    between(billingLine.monday, first, last),
    role === "admin" ? undefined : inArray(billingLine.customerId, [...customerIds]),
  );

/** The closed weeks of a span, as they were closed, oldest first. Amounts of all customers together. */
export const closedWeeks = (organisationId: string, { first, last }: Weeks) =>
  db()
    .select()
    .from(billingStatement)
    .where(
      and(
        eq(billingStatement.organisationId, organisationId),
        between(billingStatement.monday, first, last),
      ),
    )
    .orderBy(asc(billingStatement.monday));

/** The latest closed week of an organisation. */
export async function lastClosedWeek(
  organisationId: string,
  queryable: Queryable = db(),
): Promise<ClosedWeek | undefined> {
  const [last] = await queryable
    .select({ monday: billingStatement.monday, weekTo: billingStatement.weekTo })
    .from(billingStatement)
    .where(eq(billingStatement.organisationId, organisationId))
    .orderBy(desc(billingStatement.monday))
    .limit(1);
  return last;
}

/** What each closed week of a span adds up to, for the customers that a person sees. */
export const closedSums = (scope: Scope, weeks: Weeks) =>
  db()
    .select({
      monday: billingLine.monday,
      quantity: number(sql`count(*)`),
      amountMinor: amount,
      passOnMinor: passOn,
    })
    .from(billingLine)
    .where(ownLines(scope, weeks))
    .groupBy(billingLine.monday);

const collator = new Intl.Collator("en");

/** What closed weeks add up to by customer, under the name that it had last, in the order of the names. */
export async function closedByCustomer(scope: Scope, weeks: Weeks) {
  const rows = await db()
    .select({
      customerId: billingLine.customerId,
      customerName: sql<string>`(array_agg(${billingLine.customerName} order by ${billingLine.monday} desc))[1]`,
      quantity: number(sql`count(*)`),
      amountMinor: amount,
      passOnMinor: passOn,
    })
    .from(billingLine)
    .where(ownLines(scope, weeks))
    .groupBy(billingLine.customerId);
  return rows.sort(
    (a, b) =>
      collator.compare(a.customerName, b.customerName) ||
      collator.compare(a.customerId, b.customerId),
  );
}

/** Closed lines by week, customer and integration: `limit` of them, from behind `after`, or `skip` lines, on. */
export async function closedLines(
  scope: Scope,
  weeks: Weeks,
  { limit, after, skip = 0 }: { limit: number; after?: LineKey | undefined; skip?: number },
): Promise<ClosedLine[]> {
  const { monday, customerName, integrationName, integrationId } = billingLine;
  const rows = await db()
    .select()
    .from(billingLine)
    .where(
      and(
        ownLines(scope, weeks),
        after &&
          sql`(${monday}, ${customerName}, ${integrationName}, ${integrationId}) > (${after.monday}::date, ${after.customerName}, ${after.integrationName}, ${after.integrationId}::uuid)`,
      ),
    )
    .orderBy(monday, customerName, integrationName, integrationId)
    .limit(limit)
    .offset(skip);
  return rows.map(({ organisationId: _, ...line }) => line);
}
