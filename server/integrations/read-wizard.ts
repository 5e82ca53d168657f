import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { unitPrice } from "@/server/billing/price-usage";
import { tiersOf } from "@/server/billing/tiers";
import { DomainError } from "@/server/errors";
import { etsyCarriers } from "@/server/fulfilment/etsy-carriers";
import { warehousesOf } from "@/server/organisations/warehouses";
import type { Scope } from "@/server/people/scope";
import { requireConfigure, visibleCustomer, visibleIntegration } from "./access";
import { readFacts } from "./facts";
import { firstUnfinishedStep, stepNumber } from "./progress";
import { defaultFulfilment, fulfilment, orderCreation } from "./schema";
import { wizardSteps } from "./words";

/** The weekly price of one more integration, by the organisation's price list, in minor units. */
async function nextPrice(organisationId: string) {
  const [tiers, [billed]] = await Promise.all([
    tiersOf(organisationId),
    db()
      .select({ count: sql<number>`count(*)::int` })
      .from(integration)
      .where(
        and(
          eq(integration.organisationId, organisationId),
          isNotNull(integration.activatedAt),
          isNull(integration.deletedAt),
        ),
      ),
  ]);
  return {
    weeklyPriceMinor: unitPrice((billed?.count ?? 0) + 1, tiers),
    currency: tiers[0].currency,
  };
}

/** What the wizard shows of a new integration of a customer. @throws DomainError not_found, not_allowed */
export async function readNewWizard(scope: Scope, customerId: string) {
  const owner = await visibleCustomer(scope, customerId);
  await requireConfigure(scope, customerId);
  return { customer: { id: owner.id, name: owner.name } };
}

/**
 * Everything that the steps of one integration show: what is saved, what can be chosen, and how far
 * the person may go. @throws DomainError not_found, not_allowed, conflict (deleted)
 */
export async function readWizard(scope: Scope, integrationId: string) {
  const row = await visibleIntegration(scope, integrationId);
  await requireConfigure(scope, row.customerId);
  if (row.status === "deleted")
    throw new DomainError("not_found", "This integration was deleted. Configure a new one.");
  const owner = await visibleCustomer(scope, row.customerId);
  const [facts, warehouses, price] = await Promise.all([
    readFacts([row.id]),
    warehousesOf(owner.id),
    nextPrice(row.organisationId),
  ]);
  const draft = row.status === "draft";
  const next = firstUnfinishedStep(row, facts.get(row.id)?.connected ?? false);
  return {
    id: row.id,
    name: row.name,
    app: row.app,
    status: row.status,
    draft,
    customer: { id: owner.id, name: owner.name },
    /** A draft opens its steps one after the other; a finished integration has done all. */
    furthest: draft ? stepNumber(next) : wizardSteps.length + 1,
    firstUnfinished: next,
    shopName: row.etsyShopName,
    importSince: row.importSince,
    orderCreation: orderCreation.safeParse(row.orderCreation).data ?? null,
    fulfilment: fulfilment.safeParse(row.fulfilment).data ?? defaultFulfilment,
    warehouses,
    price,
  };
}

/** Etsy's carriers for a choice, by label. */
export const listCarriers = () =>
  etsyCarriers.map(({ carrierName, label, tracked }) => ({ carrierName, label, tracked }));
