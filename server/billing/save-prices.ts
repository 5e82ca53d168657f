import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { passOnPrice } from "@/db/schema/billing";
import { organisation, priceTier } from "@/db/schema/organisation";
import { recordAudit } from "@/server/audit/record";
import { DomainError, notFound } from "@/server/errors";
import { visibleCustomer } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { passOnAt, passOnPricesOf } from "./pass-on";
import { tiersAt } from "./price-book";
import type { PassOnInput, PriceListInput } from "./price-schema";
import { priceBookOf } from "./tiers";
import { weekAt, weekFrom } from "./weeks";

/** Locks the organisation, so that two who save at once wait for each other: else their lists would mix. */
async function lockedHome(tx: Transaction, { organisationId }: Scope) {
  const [home] = await tx
    .select({ timeZone: organisation.timeZone, showBilling: organisation.showBilling })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for("update");
  if (!home) throw notFound("organisation");
  return { ...home, running: weekAt(new Date(), home.timeZone) };
}

/** The Monday that prices hold from. @throws DomainError invalid for another day or a week that is over */
function beginning(
  home: Awaited<ReturnType<typeof lockedHome>>,
  asked: string | undefined,
): string {
  const { running, timeZone } = home;
  const monday = asked ?? running.monday;
  if (!weekFrom(monday, timeZone))
    throw new DomainError("invalid", "Prices change with a week. Choose a Monday.", "validFrom");
  if (monday < running.monday)
    throw new DomainError(
      "invalid",
      `Past weeks keep their prices. Choose ${running.monday} or a later Monday.`,
      "validFrom",
    );
  return monday;
}

/**
 * The price list from a Monday on, which is that of the running week unless told; weeks before it keep
 * the prices that they had. A list of the same Monday is replaced.
 * @throws DomainError invalid
 */
export async function savePriceList(scope: Scope, input: PriceListInput): Promise<void> {
  const { organisationId } = scope;
  await db().transaction(async (tx) => {
    const validFrom = beginning(await lockedHome(tx, scope), input.validFrom);
    const before = tiersAt(await priceBookOf(organisationId, tx), validFrom);
    const after = input.tiers.map(({ fromQuantity, weeklyPrice }) => ({
      fromQuantity,
      weeklyPriceMinor: weeklyPrice,
      currency: input.currency,
    }));
    await tx.delete(priceTier).where(listOf(organisationId, validFrom));
    await tx
      .insert(priceTier)
      .values(after.map((tier) => ({ organisationId, validFrom, ...tier })));
    await recordAudit(tx, scope, {
      action: "organisation.price_list",
      subjectType: "organisation",
      subjectId: organisationId,
      before,
      after: { validFrom, tiers: after },
    });
  });
}

const listOf = (organisationId: string, validFrom: string) =>
  and(eq(priceTier.organisationId, organisationId), eq(priceTier.validFrom, validFrom));

/** Takes back a price list whose first week has not begun. @throws DomainError not_found, conflict */
export async function removePriceList(scope: Scope, validFrom: string): Promise<void> {
  const { organisationId } = scope;
  await db().transaction(async (tx) => {
    const { running } = await lockedHome(tx, scope);
    if (validFrom <= running.monday)
      throw new DomainError("conflict", "This list holds already. Save another one in its place.");
    const before = await tx.delete(priceTier).where(listOf(organisationId, validFrom)).returning({
      fromQuantity: priceTier.fromQuantity,
      weeklyPriceMinor: priceTier.weeklyPriceMinor,
      currency: priceTier.currency,
    });
    if (before.length === 0) throw notFound("price list");
    await recordAudit(tx, scope, {
      action: "organisation.price_list_removed",
      subjectType: "organisation",
      subjectId: organisationId,
      before: { validFrom, tiers: before },
    });
  });
}

/**
 * What a customer is charged for each of its integrations a week, from a Monday on.
 * @throws DomainError not_found, invalid
 */
export async function savePassOn(scope: Scope, input: PassOnInput): Promise<void> {
  const { organisationId } = scope;
  const { id: customerId } = await visibleCustomer(scope, input.customerId);
  await db().transaction(async (tx) => {
    const validFrom = beginning(await lockedHome(tx, scope), input.validFrom);
    const before = passOnAt(await passOnPricesOf(organisationId, tx), customerId, validFrom);
    const weeklyPriceMinor = input.weeklyPrice;
    await tx
      .insert(passOnPrice)
      .values({ organisationId, customerId, validFrom, weeklyPriceMinor })
      .onConflictDoUpdate({
        target: [passOnPrice.organisationId, passOnPrice.customerId, passOnPrice.validFrom],
        set: { weeklyPriceMinor },
      });
    await recordAudit(tx, scope, {
      action: "customer.pass_on_price",
      subjectType: "customer",
      subjectId: customerId,
      customerId,
      before: { weeklyPriceMinor: before },
      after: { validFrom, weeklyPriceMinor },
    });
  });
}

/** Whether customer users see what they are charged. */
export async function setShowBilling(scope: Scope, show: boolean): Promise<void> {
  await db().transaction(async (tx) => {
    const { showBilling } = await lockedHome(tx, scope);
    if (showBilling === show) return;
    await tx
      .update(organisation)
      .set({ showBilling: show })
      .where(eq(organisation.id, scope.organisationId));
    await recordAudit(tx, scope, {
      action: "organisation.show_billing",
      subjectType: "organisation",
      subjectId: scope.organisationId,
      before: { show: showBilling },
      after: { show },
    });
  });
}
