import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import type { Scope } from "@/server/people/scope";
import type { Week } from "./weeks";

/** How many integrations were active at some time of each week, oldest first, for the customers that a person sees. */
export async function activeOverTime(
  scope: Scope,
  weeks: readonly Week[],
): Promise<{ monday: string; sunday: string; active: number }[]> {
  const spans = sql.join(
    weeks.map(
      ({ monday, from, to }) =>
        sql`(${monday}, ${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz)`,
    ),
    sql`, `,
  );
  const own =
    scope.role === "admin"
      ? sql``
      : sql`and ${integration.customerId} = any(${`{${scope.customerIds.join(",")}}`}::uuid[])`;
  const rows = await db().execute<{ monday: string; active: number }>(sql`
    select week.monday, count(${integration.id})::int as active
    from (values ${spans}) as week (monday, starts, ends)
    left join ${integration} on ${integration.organisationId} = ${scope.organisationId} ${own}
      and ${integration.activatedAt} < week.ends
      and (${integration.deletedAt} is null or ${integration.deletedAt} > week.starts)
    group by week.monday`);
  const counts = new Map(rows.map(({ monday, active }) => [monday, active]));
  return weeks
    .toReversed()
    .map(({ monday, sunday }) => ({ monday, sunday, active: counts.get(monday) ?? 0 }));
}
