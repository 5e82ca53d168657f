import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { organisation } from "@/db/schema/organisation";
import type { Tenant } from "@/server/integrations/fixtures";
import { one } from "@/server/integrations/fixtures";
import { weekAt } from "./weeks";

export const zone = "Australia/Melbourne";
export const dayMs = 86_400_000;
/** The week before the running one. */
export const lastWeek = () => weekAt(new Date(Date.now() - 7 * dayMs), zone);
/** A moment of a day of last week, its Monday being 0. */
export const lastWeekDay = (day: number) => new Date(+lastWeek().from + (day + 0.5) * dayMs);

/** An integration that was active from then on, without a shop. */
export async function billedFrom(
  { organisationId }: Tenant,
  customerId: string,
  activatedAt: Date,
  more: { name?: string; deletedAt?: Date } = {},
): Promise<string> {
  const status = more.deletedAt ? ("deleted" as const) : ("active" as const);
  const rows = await db()
    .insert(integration)
    .values({ organisationId, customerId, status, activatedAt, name: "Maple", ...more })
    .returning({ id: integration.id });
  return one(rows).id;
}

/** Many integrations of one customer, active since last week began. */
export const billedMany = ({ organisationId }: Tenant, customerId: string, count: number) =>
  db().execute(sql`
    insert into integration (organisation_id, customer_id, name, status, activated_at)
    select ${organisationId}, ${customerId}, 'Shop ' || n, 'active', ${lastWeek().from.toISOString()}
    from generate_series(1, ${count}::int) n`);

export const showBillingOf = ({ organisationId }: Tenant) =>
  db().update(organisation).set({ showBilling: true }).where(eq(organisation.id, organisationId));
