import { visibleIntegration } from "@/server/integrations/access";
import type { Scope } from "@/server/people/scope";
import { passOnAt } from "./pass-on";
import { tiersAt } from "./price-book";
import type { Usage } from "./price-usage";
import { tierAt } from "./price-usage";
import type { Prices } from "./price-week";
import { priceWeek } from "./price-week";
import { readPricing } from "./service";
import type { Week } from "./weeks";
import { runningWeek, weekAt } from "./weeks";

/** The running week and the next one, as they would be priced. */
async function aheadOf(scope: Scope) {
  const { home, last, usage, book, passOn } = await readPricing(scope);
  const { timeZone } = home;
  const shows = scope.role === "admin" || home.shows;
  const now = new Date();
  const running = runningWeek(now, timeZone, last);
  const next = weekAt(running.to, timeZone);
  return { now, running, next, usage, book, passOn, timeZone, shows };
}

/**
 * One integration's week, in minor units; for an admin also what all of them come to. Null for the
 * price where the organisation does not show customers what they are charged.
 */
function priceIn(
  scope: Scope,
  week: Week,
  usage: readonly Usage[],
  customerId: string,
  { shows, ...prices }: Prices & { shows: boolean },
) {
  const { quantity, currency, totalMinor } = priceWeek(week, usage, prices);
  const tier = tierAt(quantity, tiersAt(prices.book, week.monday));
  const own = passOnAt(prices.passOn, customerId, week.monday);
  const admin = scope.role === "admin";
  return {
    monday: week.monday,
    sunday: week.sunday,
    currency,
    priceMinor: !shows ? null : admin ? tier.weeklyPriceMinor : (own ?? tier.weeklyPriceMinor),
    all: admin
      ? { quantity, totalMinor, unitPriceMinor: tier.weeklyPriceMinor, tierFrom: tier.fromQuantity }
      : null,
  };
}

/**
 * What Finish begins: the price of the running week, which counts whole, and of the next ones, with
 * the volume that one more integration makes.
 * @throws DomainError not_found
 */
export async function previewBegin(scope: Scope, customerId: string) {
  const { now, running, next, usage, ...prices } = await aheadOf(scope);
  const added: Usage = {
    integrationId: "",
    integrationName: "",
    customerId,
    customerName: "",
    activatedAt: now,
    deletedAt: null,
  };
  const price = (week: Week, of: readonly Usage[]) => priceIn(scope, week, of, customerId, prices);
  return {
    thisWeek: price(running, [...usage, added]),
    nextWeek: price(next, [...usage, added]),
    /** The next week as it is without it. */
    without: price(next, usage),
  };
}

/**
 * What Delete ends: the running week is the last that is charged, the next one is priced without it.
 * @throws DomainError not_found
 */
export async function previewEnd(scope: Scope, integrationId: string) {
  const { customerId } = await visibleIntegration(scope, integrationId);
  const { running, next, usage, ...prices } = await aheadOf(scope);
  const rest = usage.filter((line) => line.integrationId !== integrationId);
  const billed = usage.some((line) => line.integrationId === integrationId && !line.deletedAt);
  const price = (week: Week, of: readonly Usage[]) => priceIn(scope, week, of, customerId, prices);
  return {
    /** Null for a draft, which was never billed. */
    thisWeek: billed ? price(running, usage) : null,
    nextWeek: price(next, usage),
    without: price(next, rest),
  };
}
