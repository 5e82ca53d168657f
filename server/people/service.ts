import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { customer } from "@/db/schema/organisation";
import { membership, membershipCustomer, userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { endSessionsHere, lockMember, notOneself } from "./member";
import { ownCustomers } from "./own-customers";
import type { ChangeUserInput, DisableUserInput } from "./schema";
import type { Scope } from "./scope";

/** The people of the organisation with what they may do, by name. */
export async function listPeople(scope: Scope) {
  const { organisationId } = scope;
  const [people, customers] = await Promise.all([
    db()
      .select({
        id: userAccount.id,
        name: userAccount.name,
        email: userAccount.email,
        role: membership.role,
        disabledAt: membership.disabledAt,
        secondFactor: sql<boolean>`${userAccount.totpConfirmedAt} is not null`,
      })
      .from(membership)
      .innerJoin(userAccount, eq(userAccount.id, membership.userId))
      .where(eq(membership.organisationId, organisationId))
      .orderBy(asc(userAccount.name), asc(userAccount.email)),
    db()
      .select({ userId: membershipCustomer.userId, id: customer.id, name: customer.name })
      .from(membershipCustomer)
      .innerJoin(customer, eq(customer.id, membershipCustomer.customerId))
      .where(eq(membershipCustomer.organisationId, organisationId))
      .orderBy(asc(customer.name)),
  ]);
  return people.map((person) => ({
    ...person,
    you: person.id === scope.userId,
    customers: customers
      .filter(({ userId }) => userId === person.id)
      .map(({ id, name }) => ({ id, name })),
  }));
}

const memberOf = (scope: Scope, userId: string) =>
  and(eq(membership.userId, userId), eq(membership.organisationId, scope.organisationId));

const customersOf = (scope: Scope, userId: string) =>
  and(
    eq(membershipCustomer.userId, userId),
    eq(membershipCustomer.organisationId, scope.organisationId),
  );

/**
 * Gives a person another role or other customers, from their next request on.
 * @throws DomainError not_found for someone, or a customer, of another organisation, invalid for oneself.
 */
export async function changeUser(scope: Scope, input: ChangeUserInput): Promise<void> {
  const { organisationId } = scope;
  const { userId, role } = input;
  notOneself(scope, userId, "change");
  await db().transaction(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    const customerIds = await ownCustomers(tx, organisationId, input);
    const before = await tx
      .delete(membershipCustomer)
      .where(customersOf(scope, userId))
      .returning({ id: membershipCustomer.customerId });
    await tx.update(membership).set({ role }).where(memberOf(scope, userId));
    if (customerIds.length > 0)
      await tx
        .insert(membershipCustomer)
        .values(customerIds.map((customerId) => ({ userId, organisationId, customerId })));
    await recordAudit(tx, scope, {
      action: "user.changed",
      subjectType: "user",
      subjectId: userId,
      before: { role: member.role, customerIds: before.map(({ id }) => id) },
      after: { role, customerIds },
    });
  });
}

/**
 * Disables a person for this organisation, which ends their sessions in it at once, or enables them
 * again. What they are elsewhere stays.
 * @throws DomainError not_found for someone of another organisation, invalid for oneself.
 */
export async function setUserDisabled(scope: Scope, input: DisableUserInput): Promise<void> {
  const { userId, disabled } = input;
  notOneself(scope, userId, "disable");
  await db().transaction(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    if ((member.disabledAt !== null) === disabled) return;
    await tx
      .update(membership)
      .set({ disabledAt: disabled ? new Date() : null })
      .where(memberOf(scope, userId));
    if (disabled) await endSessionsHere(tx, scope, userId);
    await recordAudit(tx, scope, {
      action: disabled ? "user.disabled" : "user.enabled",
      subjectType: "user",
      subjectId: userId,
    });
  });
}

/**
 * Signs a person out of this organisation in every browser, at once; they may sign in again.
 * @returns how many sessions were ended.
 * @throws DomainError not_found for someone of another organisation, invalid for oneself.
 */
export async function signOutUser(scope: Scope, userId: string): Promise<{ ended: number }> {
  notOneself(scope, userId, "sign out");
  return db().transaction(async (tx) => {
    await lockMember(tx, scope, userId);
    const ended = await endSessionsHere(tx, scope, userId);
    if (ended > 0)
      await recordAudit(tx, scope, {
        action: "user.signed_out",
        subjectType: "user",
        subjectId: userId,
        after: { sessions: ended },
      });
    return { ended };
  });
}

/**
 * Takes a person out of the organisation, at once. The account stays, for other organisations and
 * for the audit log.
 * @throws DomainError not_found for someone of another organisation, invalid for oneself.
 */
export async function removeUser(scope: Scope, userId: string): Promise<void> {
  notOneself(scope, userId, "remove");
  await db().transaction(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    await endSessionsHere(tx, scope, userId);
    await tx.delete(membershipCustomer).where(customersOf(scope, userId));
    await tx.delete(membership).where(memberOf(scope, userId));
    await recordAudit(tx, scope, {
      action: "user.removed",
      subjectType: "user",
      subjectId: userId,
      before: { email: member.email, role: member.role },
    });
  });
}
