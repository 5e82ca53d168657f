import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { withinRowsOf } from "@/db/row-scope";
import { organisation } from "@/db/schema/organisation";
import { DomainError, notFound } from "@/server/errors";
import type { Scope } from "@/server/people/scope";

/** Admins always; customer users where their organisation shows them what they are charged. */
export async function maySeeBilling({ role, organisationId }: Scope): Promise<boolean> {
  if (role === "admin") return true;
  const [home] = await db()
    .select({ shows: organisation.showBilling })
    .from(organisation)
    .where(eq(organisation.id, organisationId));
  return home?.shows ?? false;
}

/** The organisation that the person may see statements of. @throws DomainError not_found, not_allowed */
export async function billedOrganisation(scope: Scope) {
  const [home] = await db()
    .select({
      name: organisation.name,
      timeZone: organisation.timeZone,
      shows: organisation.showBilling,
    })
    .from(organisation)
    .where(eq(organisation.id, scope.organisationId));
  if (!home) throw notFound("organisation");
  if (scope.role !== "admin" && !home.shows)
    throw new DomainError(
      "not_allowed",
      `${home.name} does not show statements to customers. Ask an admin there.`,
    );
  return home;
}

/**
 * Runs `work` on the rows of all customers of the organisation: the volume of all decides the price
 * of each. What it reads of other customers is counted and never answered.
 */
export const ofAllCustomers = <Result>(scope: Scope, work: () => Result): Result =>
  withinRowsOf({ ...scope, role: "admin", customerIds: [] }, work);
