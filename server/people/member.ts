import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { membership, userAccount, userSession } from "@/db/schema/people";
import { DomainError, notFound } from "@/server/errors";
import type { Scope } from "./scope";
import { openSessions } from "./session";

/**
 * The membership, locked; whoever changes memberships of one organisation waits for one another.
 * @throws DomainError not_found for someone of another organisation, not_allowed for who is no admin now.
 */
export async function lockMember(tx: Transaction, scope: Scope, userId: string) {
  await tx
    .select({ id: organisation.id })
    .from(organisation)
    .where(eq(organisation.id, scope.organisationId))
    .for("update");
  const [member] = await tx
    .select({
      userId: membership.userId,
      role: membership.role,
      disabledAt: membership.disabledAt,
      name: userAccount.name,
      email: userAccount.email,
    })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .where(and(eq(membership.userId, userId), eq(membership.organisationId, scope.organisationId)));
  if (!member) throw notFound("user");
  const [self] = await tx
    .select({ role: membership.role })
    .from(membership)
    .where(
      and(
        eq(membership.userId, scope.userId),
        eq(membership.organisationId, scope.organisationId),
        isNull(membership.disabledAt),
      ),
    );
  // Two admins who remove one another at once: the second finds that they are none any more.
  if (self?.role !== "admin")
    throw new DomainError("not_allowed", "You are no admin of this organisation any more.");
  return member;
}

/** @throws DomainError invalid for oneself. */
export function notOneself(scope: Scope, userId: string, what: string): void {
  if (userId === scope.userId)
    throw new DomainError(
      "invalid",
      `You cannot ${what} yourself. Ask another admin of your organisation.`,
    );
}

/** Ends the sessions of a person in the organisation. @returns how many were open */
export async function endSessionsHere(
  tx: Transaction,
  scope: Scope,
  userId: string,
): Promise<number> {
  const ended = await tx
    .update(userSession)
    .set({ revokedAt: new Date() })
    .where(
      and(
        eq(userSession.userId, userId),
        eq(userSession.organisationId, scope.organisationId),
        openSessions(),
      ),
    )
    .returning({ id: userSession.id });
  return ended.length;
}
