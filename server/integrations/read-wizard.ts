import { previewBegin } from "@/server/billing/preview";
import { DomainError } from "@/server/errors";
import { etsyCarriers } from "@/server/fulfilment/etsy-carriers";
import { warehousesOf } from "@/server/organisations/warehouses";
import type { Scope } from "@/server/people/scope";
import { requireConfigure, visibleCustomer, visibleWithCustomer } from "./access";
import { readFacts } from "./facts";
import { firstUnfinishedStep, stepNumber } from "./progress";
import { defaultFulfilment, fulfilment, orderCreation } from "./schema";
import { wizardSteps } from "./words";

/** What the wizard shows of a new integration of a customer. @throws DomainError not_found, not_allowed */
export async function readNewWizard(scope: Scope, customerId: string) {
  const owner = await visibleCustomer(scope, customerId);
  await requireConfigure(scope, owner);
  return { customer: { id: owner.id, name: owner.name } };
}

/**
 * Everything that the steps of one integration show: what is saved, what can be chosen, and how far
 * the person may go. @throws DomainError not_found, not_allowed, conflict (deleted)
 */
export async function readWizard(scope: Scope, integrationId: string) {
  const { row, owner } = await visibleWithCustomer(scope, integrationId);
  await requireConfigure(scope, owner);
  if (row.status === "deleted")
    throw new DomainError("not_found", "This integration was deleted. Configure a new one.");
  const [facts, warehouses, price] = await Promise.all([
    readFacts([row.id]),
    warehousesOf(owner.id),
    row.status === "draft" ? previewBegin(scope, row.customerId) : null,
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
    /** What Finish begins; null once it is finished. */
    price,
  };
}

/** Etsy's carriers for a choice, by label. */
export const listCarriers = () =>
  etsyCarriers.map(({ carrierName, label, tracked }) => ({ carrierName, label, tracked }));
