import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { customer } from "@/db/schema/organisation";
import { notFound } from "@/server/errors";

/**
 * The customers that a role acts for: none for an admin, who sees all.
 * @throws DomainError not_found for a customer of another organisation.
 */
export async function ownCustomers(
  tx: Queryable,
  organisationId: string,
  { role, customerIds }: { role: "admin" | "customer_user"; customerIds: readonly string[] },
): Promise<string[]> {
  const wanted = role === "admin" ? [] : [...new Set(customerIds)];
  if (wanted.length === 0) return [];
  const own = await tx
    .select({ id: customer.id })
    .from(customer)
    .where(and(eq(customer.organisationId, organisationId), inArray(customer.id, wanted)));
  if (own.length !== wanted.length) throw notFound("customer");
  return wanted;
}
