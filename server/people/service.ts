import { randomInt } from "node:crypto";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { customer } from "@/db/schema/organisation";
import { membership, membershipCustomer, userAccount, userSession } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { DomainError, notFound } from "@/server/errors";
import { hashPassword } from "./credentials";
import type { AddUserInput, DisableUserInput } from "./schema";
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
        disabledAt: userAccount.disabledAt,
      })
      .from(membership)
      .innerJoin(userAccount, eq(userAccount.id, membership.userId))
      .where(eq(membership.organisationId, organisationId))
      .orderBy(asc(userAccount.name), asc(userAccount.email)),
    db()
      .select({ userId: membershipCustomer.userId, name: customer.name })
      .from(membershipCustomer)
      .innerJoin(customer, eq(customer.id, membershipCustomer.customerId))
      .where(eq(membershipCustomer.organisationId, organisationId))
      .orderBy(asc(customer.name)),
  ]);
  return people.map((person) => ({
    ...person,
    you: person.id === scope.userId,
    customers: customers.filter(({ userId }) => userId === person.id).map(({ name }) => name),
  }));
}

/** Without letters and digits that are taken for one another when read aloud. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** 4 groups of 5 signs, 99 bits: safe to say over the telephone. */
function temporaryPassword(): string {
  const group = () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}

/**
 * Adds a person to the organisation. The password is returned here once and stored only as a hash.
 * @throws DomainError conflict when the e-mail address has an account already, not_found for a
 * customer of somebody else.
 */
export async function addUser(
  scope: Scope,
  input: AddUserInput,
): Promise<{ email: string; temporaryPassword: string }> {
  const { organisationId } = scope;
  const customerIds = input.role === "admin" ? [] : [...new Set(input.customerIds)];
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  try {
    await db().transaction(async (tx) => {
      if (customerIds.length > 0) {
        const own = await tx
          .select({ id: customer.id })
          .from(customer)
          .where(
            and(eq(customer.organisationId, organisationId), inArray(customer.id, customerIds)),
          );
        if (own.length !== customerIds.length) throw notFound("customer");
      }
      const [account] = await tx
        .insert(userAccount)
        .values({ email: input.email, name: input.name, passwordHash })
        .returning({ id: userAccount.id });
      if (!account) throw new Error("The account was not stored.");
      const userId = account.id;
      await tx.insert(membership).values({ userId, organisationId, role: input.role });
      if (customerIds.length > 0)
        await tx
          .insert(membershipCustomer)
          .values(customerIds.map((customerId) => ({ userId, organisationId, customerId })));
      await recordAudit(tx, scope, {
        action: "user.added",
        subjectType: "user",
        subjectId: userId,
        after: { email: input.email, role: input.role, customerIds },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DomainError(
        "conflict",
        "This e-mail address already has an account. Each address can have one.",
        "email",
      );
    throw error;
  }
  return { email: input.email, temporaryPassword: password };
}

/**
 * Disables a person, which ends all their sessions at once, or enables them again.
 * @throws DomainError not_found for someone of another organisation, invalid for oneself.
 */
export async function setUserDisabled(scope: Scope, input: DisableUserInput): Promise<void> {
  const { organisationId } = scope;
  if (input.userId === scope.userId)
    throw new DomainError(
      "invalid",
      "You cannot disable yourself. Ask another admin of your organisation.",
    );
  await db().transaction(async (tx) => {
    const [member] = await tx
      .select({ id: userAccount.id, disabledAt: userAccount.disabledAt })
      .from(membership)
      .innerJoin(userAccount, eq(userAccount.id, membership.userId))
      .where(
        and(eq(membership.userId, input.userId), eq(membership.organisationId, organisationId)),
      )
      .for("update");
    if (!member) throw notFound("user");
    if ((member.disabledAt !== null) === input.disabled) return;
    await tx
      .update(userAccount)
      .set({ disabledAt: input.disabled ? new Date() : null })
      .where(eq(userAccount.id, member.id));
    if (input.disabled)
      await tx
        .update(userSession)
        .set({ revokedAt: new Date() })
        .where(and(eq(userSession.userId, member.id), isNull(userSession.revokedAt)));
    await recordAudit(tx, scope, {
      action: input.disabled ? "user.disabled" : "user.enabled",
      subjectType: "user",
      subjectId: member.id,
    });
  });
}
