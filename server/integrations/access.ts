import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { customer, organisation } from "@/db/schema/organisation";
import { membership, userAccount } from "@/db/schema/people";
import { DomainError, notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";

export type IntegrationRow = typeof integration.$inferSelect;
export type CustomerRow = typeof customer.$inferSelect;

const isVisible = (scope: Scope, id: string) =>
  and(
    eq(integration.id, id),
    eq(integration.organisationId, scope.organisationId),
    scope.role === "admin" ? undefined : inArray(integration.customerId, [...scope.customerIds]),
  );

/** The integration, if the person may see it. @throws DomainError not_found, the same for a foreign as for a missing one. */
export async function visibleIntegration(scope: Scope, id: string): Promise<IntegrationRow> {
  const [row] = await db().select().from(integration).where(isVisible(scope, id));
  if (!row) throw notFound("integration");
  return row;
}

/** {@link visibleIntegration} with its customer, in one statement. @throws DomainError not_found, of `what` */
export async function visibleWithCustomer(
  scope: Scope,
  id: string,
  what = "integration",
): Promise<{ row: IntegrationRow; owner: CustomerRow }> {
  const [found] = await db()
    .select({ row: integration, owner: customer })
    .from(integration)
    .innerJoin(customer, eq(customer.id, integration.customerId))
    .where(isVisible(scope, id));
  if (!found) throw notFound(what);
  return found;
}

/** The customer, if the person may see it. @throws DomainError not_found. */
export async function visibleCustomer(scope: Scope, id: string): Promise<CustomerRow> {
  const [row] = await db()
    .select()
    .from(customer)
    .where(
      and(
        eq(customer.id, id),
        eq(customer.organisationId, scope.organisationId),
        scope.role === "admin" ? undefined : inArray(customer.id, [...scope.customerIds]),
      ),
    );
  if (!row) throw notFound("customer");
  return row;
}

/** Whether the person may configure this customer's integrations, and if not why, in a sentence. */
export async function mayConfigure(
  scope: Scope,
  of: CustomerRow,
): Promise<{ allowed: boolean; why: string | null }> {
  if (scope.role === "admin" || of.configureAccess === "allowed")
    return { allowed: true, why: null };
  const [[home], admins] = await Promise.all([
    db()
      .select({ name: organisation.name, allow: organisation.allowCustomerAccess })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId)),
    adminNames(scope.organisationId),
  ]);
  if (of.configureAccess === "organisation" && home?.allow) return { allowed: true, why: null };
  return {
    allowed: false,
    why: `${home?.name ?? "Your 3PL"} has not given ${of.name} access to configure integrations. Ask ${admins} to allow it.`,
  };
}

/** Whom to ask: "Ada Hill, Bo Lund or another admin there". */
async function adminNames(organisationId: string): Promise<string> {
  const admins = await db()
    .select({ name: userAccount.name })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .where(
      and(
        eq(membership.organisationId, organisationId),
        eq(membership.role, "admin"),
        isNull(membership.disabledAt),
        isNull(userAccount.disabledAt),
      ),
    )
    .orderBy(asc(userAccount.name))
    .limit(3);
  const [first, second, third] = admins.map(({ name }) => name);
  if (!first) return "an admin there";
  if (!second) return `${first}, who is an admin there,`;
  return third
    ? `${first}, ${second} or another admin there`
    : `${first} or ${second}, who are admins there,`;
}

/** @throws DomainError not_allowed with the sentence of {@link mayConfigure}. */
export async function requireConfigure(scope: Scope, of: CustomerRow): Promise<void> {
  const { allowed, why } = await mayConfigure(scope, of);
  if (!allowed) throw new DomainError("not_allowed", why ?? "You may not configure integrations.");
}

/** {@link visibleIntegration} that the person may also change. */
export async function configurableIntegration(scope: Scope, id: string): Promise<IntegrationRow> {
  const { row, owner } = await visibleWithCustomer(scope, id);
  await requireConfigure(scope, owner);
  return row;
}
