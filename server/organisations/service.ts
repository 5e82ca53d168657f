import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection, customer, organisation } from "@/db/schema/organisation";
import { recordAudit } from "@/server/audit/record";
import { notFound } from "@/server/errors";
import { visibleCustomer } from "@/server/integrations/access";
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
