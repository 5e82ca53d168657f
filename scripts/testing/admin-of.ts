import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { membership } from "@/db/schema/people";
import type { Scope } from "@/server/people/scope";

/** The admin of an organisation, as a signed-in person would ask. */
export async function adminOf(organisationId: string): Promise<Scope> {
  const [member] = await db()
    .select()
    .from(membership)
    .where(and(eq(membership.organisationId, organisationId), eq(membership.role, "admin")));
  if (!member) throw new Error("The organisation has no admin.");
  return { ...member, sessionId: crypto.randomUUID(), customerIds: [] };
}
