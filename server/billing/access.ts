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

export type Home = { name: string; timeZone: string; shows: boolean };

/** The person's organisation, and whether it shows statements to customers. @throws DomainError not_found */
export async function homeOf({ organisationId }: Scope): Promise<Home> {
  const [home] = await db()
    .select({
      name: organisation.name,
      timeZone: organisation.timeZone,
      shows: organisation.showBilling,
    })
    .from(organisation)
    .where(eq(organisation.id, organisationId));
  if (!home) throw notFound("organisation");
  return home;
}

/** @throws DomainError not_allowed for a customer user whose organisation shows no statements */
export function requireShown({ role }: Scope, { name, shows }: Home): void {
  if (role !== "admin" && !shows)
    throw new DomainError(
      "not_allowed",
      `${name} does not show statements to customers. Ask an admin there.`,
    );
}

/** The organisation that the person may see statements of. @throws DomainError not_found, not_allowed */
export async function billedOrganisation(scope: Scope): Promise<Home> {
  const home = await homeOf(scope);
  requireShown(scope, home);
  return home;
}

/**
 * Runs `work` on the rows of all customers of the organisation: the volume of all decides the price
 * of each. What it reads of other customers is counted and never answered.
 */
export const ofAllCustomers = <Result>(scope: Scope, work: () => Result): Result =>
  withinRowsOf({ ...scope, role: "admin", customerIds: [] }, work);
