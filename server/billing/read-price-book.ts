import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { customer, organisation } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";
import { passOnAt, passOnPricesOf, setInOtherCurrency } from "./pass-on";
import { tiersAt } from "./price-book";
import { currencies } from "./price-schema";
import { priceBookOf } from "./tiers";
import { weekAt } from "./weeks";

/** Mondays that a change can be chosen for, from the running week on. */
const offered = 13;

/** What the page of the price book shows: the lists by week, and what each customer is charged. */
export async function readPriceBook(scope: Scope) {
  const { organisationId } = scope;
  const [[home], customers, book, passOn] = await Promise.all([
    db().select().from(organisation).where(eq(organisation.id, organisationId)),
    db()
      .select({ id: customer.id, name: customer.name })
      .from(customer)
      .where(eq(customer.organisationId, organisationId))
      .orderBy(asc(customer.name)),
    priceBookOf(organisationId),
    passOnPricesOf(organisationId),
  ]);
  if (!home) throw notFound("organisation");
  const running = weekAt(new Date(), home.timeZone);
  const mondays = [running.monday];
  for (let week = running; mondays.length < offered; mondays.push(week.monday))
    week = weekAt(week.to, home.timeZone);
  const starts = [...new Set(book.map(({ validFrom }) => validFrom))].sort().reverse();
  const current = starts.find((validFrom) => validFrom <= running.monday) ?? null;
  return {
    timeZone: home.timeZone,
    showBilling: home.showBilling,
    currencies,
    mondays,
    /** That of the running week; the standard price where none was ever saved. */
    tiers: tiersAt(book, running.monday),
    lists: starts.map((validFrom) => ({
      validFrom,
      state:
        validFrom === current
          ? ("current" as const)
          : validFrom > running.monday
            ? ("coming" as const)
            : ("past" as const),
      tiers: tiersAt(book, validFrom),
      /** Customers whose own price was set in another currency and counts in this one. */
      strangers: customers
        .filter(({ id }) => setInOtherCurrency(passOn, book, id, validFrom))
        .map(({ name }) => name),
    })),
    customers: customers.map(({ id, name }) => ({
      id,
      name,
      weeklyPriceMinor: passOnAt(passOn, id, running.monday),
      coming: passOn
        .filter(({ customerId, validFrom }) => customerId === id && validFrom > running.monday)
        .map(({ validFrom, weeklyPriceMinor }) => ({ validFrom, weeklyPriceMinor }))
        .sort((a, b) => a.validFrom.localeCompare(b.validFrom)),
    })),
  };
}
