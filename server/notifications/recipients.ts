import { and, asc, eq, exists, isNull, notExists, or } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { mailRefusal } from "@/db/schema/notification";
import { membership, membershipCustomer, userAccount } from "@/db/schema/people";
import { env } from "@/server/env";
import type { NotificationKind } from "./schema";

export type Recipient = { userId: string; name: string; email: string };

/**
 * Who is told: the admins of the organisation and, where it concerns an integration, the customer
 * users of that integration's customer. Who refused mails of the kind is not, nor are disabled
 * accounts; demo accounts are in demo mode only.
 */
export async function recipientsOf(
  tx: Queryable,
  about: { organisationId: string; integrationId: string | null; kind: NotificationKind },
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
        notExists(
          tx
            .select({ kind: mailRefusal.kind })
            .from(mailRefusal)
            .where(
              and(
                eq(mailRefusal.userId, membership.userId),
                eq(mailRefusal.organisationId, membership.organisationId),
                eq(mailRefusal.kind, about.kind),
              ),
            ),
        ),
        env().DEMO_MODE ? undefined : eq(userAccount.demo, false),
        or(
          eq(membership.role, "admin"),
          ofItsCustomer && and(eq(membership.role, "customer_user"), ofItsCustomer),
        ),
      ),
    )
    .orderBy(asc(userAccount.email));
}
