import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection, customer, organisation, priceTier } from "@/db/schema/organisation";
import { recordAudit } from "@/server/audit/record";
import { runningMonday, tiersOf } from "@/server/billing/tiers";
import { notFound } from "@/server/errors";
import { visibleCustomer } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import type { ConfigureAccessInput, PriceListInput } from "./schema";
import { currencies } from "./schema";

/** What the settings page shows. The client secret is not among it; only whether there is one. */
export async function readSettings(scope: Scope) {
  const { organisationId } = scope;
  const [[home], [connection], customers, tiers] = await Promise.all([
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
    tiersOf(organisationId),
  ]);
  if (!home) throw notFound("organisation");
  return {
    name: home.name,
    timeZone: home.timeZone,
    allowCustomerAccess: home.allowCustomerAccess,
    cartonCloud: connection ?? null,
    customers,
    tiers,
    currencies,
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

/** The price list from the running week on; weeks before it keep the prices that they had. */
export async function savePriceList(scope: Scope, input: PriceListInput): Promise<void> {
  const { organisationId } = scope;
  const before = await tiersOf(organisationId);
  const after = input.tiers.map(({ fromQuantity, weeklyPrice }) => ({
    fromQuantity,
    weeklyPriceMinor: weeklyPrice,
    currency: input.currency,
  }));
  await db().transaction(async (tx) => {
    // Two who save at once wait for each other; else their lists would mix.
    await tx
      .select({ id: organisation.id })
      .from(organisation)
      .where(eq(organisation.id, organisationId))
      .for("update");
    const validFrom = await runningMonday(organisationId, tx);
    await tx
      .delete(priceTier)
      .where(and(eq(priceTier.organisationId, organisationId), eq(priceTier.validFrom, validFrom)));
    await tx
      .insert(priceTier)
      .values(after.map((tier) => ({ organisationId, validFrom, ...tier })));
    await recordAudit(tx, scope, {
      action: "organisation.price_list",
      subjectType: "organisation",
      subjectId: organisationId,
      before,
      after,
    });
  });
}
