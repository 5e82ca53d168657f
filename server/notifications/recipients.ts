import { and, asc, eq, exists, isNull, or } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { membership, membershipCustomer, userAccount } from "@/db/schema/people";
import { env } from "@/server/env";

export type Recipient = { userId: string; name: string; email: string };

/**
 * Who is told: the admins of the organisation and, where it concerns an integration, the customer
 * users of that integration's customer. Disabled accounts are not, demo accounts in demo mode only.
 */
export async function recipientsOf(
  tx: Queryable,
  about: { organisationId: string; integrationId: string | null },
): Promise<Recipient[]> {
  const ofItsCustomer = about.integrationId
    ? exists(
        tx
          .select({ userId: membershipCustomer.userId })
          .from(membershipCustomer)
          .innerJoin(
            integration,
            and(
              eq(integration.organisationId, membershipCustomer.organisationId),
              eq(integration.customerId, membershipCustomer.customerId),
            ),
          )
          .where(
            and(
              eq(integration.id, about.integrationId),
              eq(membershipCustomer.userId, membership.userId),
              eq(membershipCustomer.organisationId, membership.organisationId),
            ),
          ),
      )
    : undefined;
  return tx
    .select({ userId: userAccount.id, name: userAccount.name, email: userAccount.email })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .where(
      and(
        eq(membership.organisationId, about.organisationId),
        isNull(userAccount.disabledAt),
        isNull(membership.disabledAt),
        env().DEMO_MODE ? undefined : eq(userAccount.demo, false),
        or(
          eq(membership.role, "admin"),
          ofItsCustomer && and(eq(membership.role, "customer_user"), ofItsCustomer),
        ),
      ),
    )
    .orderBy(asc(userAccount.email));
}
