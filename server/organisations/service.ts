import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection, customer, organisation } from "@/db/schema/organisation";
import { userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { DomainError, notFound } from "@/server/errors";
import { visibleCustomer } from "@/server/integrations/access";
import { noPassword } from "@/server/people/credentials";
import type { Scope } from "@/server/people/scope";
import type { ConfigureAccessInput } from "./schema";

/** What the settings page shows. The client secret is not among it; only whether there is one. */
export async function readSettings(scope: Scope) {
  const { organisationId } = scope;
  const [[home], [connection], customers] = await Promise.all([
    db().select().from(organisation).where(eq(organisation.id, organisationId)),
    db()
      .select({
        region: cartonCloudConnection.region,
        clientId: cartonCloudConnection.clientId,
        status: cartonCloudConnection.status,
        tenantName: cartonCloudConnection.tenantName,
        lastError: cartonCloudConnection.lastError,
        checkedAt: cartonCloudConnection.checkedAt,
      })
      .from(cartonCloudConnection)
      .where(eq(cartonCloudConnection.organisationId, organisationId)),
    db()
      .select({
        id: customer.id,
        name: customer.name,
        enabled: customer.enabled,
        configureAccess: customer.configureAccess,
      })
      .from(customer)
      .where(eq(customer.organisationId, organisationId))
      .orderBy(asc(customer.name)),
  ]);
  if (!home) throw notFound("organisation");
  return {
    name: home.name,
    timeZone: home.timeZone,
    allowCustomerAccess: home.allowCustomerAccess,
    requireSecondFactor: home.requireSecondFactor,
    cartonCloud: connection ?? null,
    customers,
  };
}

/** "Allow Customer to access Self-Managed Integrations". */
export async function setCustomerAccess(scope: Scope, allow: boolean): Promise<void> {
  await db().transaction(async (tx) => {
    const [before] = await tx
      .select({ allow: organisation.allowCustomerAccess })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId))
      .for("update");
    if (!before) throw notFound("organisation");
    if (before.allow === allow) return;
    await tx
      .update(organisation)
      .set({ allowCustomerAccess: allow })
      .where(eq(organisation.id, scope.organisationId));
    await recordAudit(tx, scope, {
      action: "organisation.customer_access",
      subjectType: "organisation",
      subjectId: scope.organisationId,
      before,
      after: { allow },
    });
  });
}

/**
 * Whether everybody of the organisation who signs in by a password needs an authenticator app, from
 * their next request on.
 * @throws DomainError conflict for an admin who has none: they would shut themselves out of this page.
 */
export async function setSecondFactor(scope: Scope, required: boolean): Promise<void> {
  await db().transaction(async (tx) => {
    const [before] = await tx
      .select({ required: organisation.requireSecondFactor })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId))
      .for("update");
    if (!before) throw notFound("organisation");
    if (before.required === required) return;
    const [own] = await tx
      .select({ since: userAccount.totpConfirmedAt, passwordHash: userAccount.passwordHash })
      .from(userAccount)
      .where(eq(userAccount.id, scope.userId));
    if (required && !own?.since && own?.passwordHash !== noPassword)
      throw new DomainError(
        "conflict",
        "You have no second factor yourself. Set up an authenticator app on your account page first.",
      );
    await tx
      .update(organisation)
      .set({ requireSecondFactor: required })
      .where(eq(organisation.id, scope.organisationId));
    await recordAudit(tx, scope, {
      action: "organisation.second_factor",
      subjectType: "organisation",
      subjectId: scope.organisationId,
      before,
      after: { required },
    });
  });
}

/** A customer's own "Allow access to configure Self-Managed Integrations". @throws DomainError not_found */
export async function setConfigureAccess(scope: Scope, input: ConfigureAccessInput): Promise<void> {
  const row = await visibleCustomer(scope, input.customerId);
  if (row.configureAccess === input.access) return;
  await db().transaction(async (tx) => {
    await tx.update(customer).set({ configureAccess: input.access }).where(eq(customer.id, row.id));
    await recordAudit(tx, scope, {
      action: "customer.configure_access",
      subjectType: "customer",
      subjectId: row.id,
      customerId: row.id,
      before: { access: row.configureAccess },
      after: { access: input.access },
    });
  });
}
