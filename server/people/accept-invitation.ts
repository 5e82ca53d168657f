import { and, eq, gt, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { membership, membershipCustomer, userAccount } from "@/db/schema/people";
import { invitation, invitationCustomer } from "@/db/schema/sign-in";
import { recordAudit } from "@/server/audit/record";
import { sha256 } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import { queueAccountMail } from "./account-mails";
import { hashPassword } from "./credentials";
import { weakness } from "./password-rules";
import type { Invited } from "./words";

const over = () =>
  new DomainError(
    "not_found",
    "This invitation is not good any more: it was used, revoked, replaced by a newer one, or is older than seven days. Ask the person who invited you to send it again.",
  );

const inForce = () =>
  and(
    isNull(invitation.acceptedAt),
    isNull(invitation.revokedAt),
    gt(invitation.expiresAt, new Date()),
  );

/** Whom a link invites, and to what; null for a link that is not good. Uses nothing up. */
export async function readInvitation(token: string): Promise<Invited | null> {
  const [row] = await db()
    .select({
      email: invitation.email,
      role: invitation.role,
      organisationName: organisation.name,
      userId: userAccount.id,
      disabledAt: userAccount.disabledAt,
    })
    .from(invitation)
    .innerJoin(organisation, eq(organisation.id, invitation.organisationId))
    .leftJoin(userAccount, eq(userAccount.email, invitation.email))
    .where(and(eq(invitation.tokenHash, sha256(token)), inForce()));
  if (!row || row.disabledAt) return null;
  const { email, role, organisationName } = row;
  return { email, role, organisationName, hasAccount: row.userId !== null };
}

/** The invitations that an address could accept now. */
export const readOpenInvitations = (tx: Transaction, email: string): Promise<{ id: string }[]> =>
  tx
    .select({ id: invitation.id })
    .from(invitation)
    .where(and(eq(invitation.email, email), inForce()));

/**
 * Accepts for somebody new, who chooses a name and a password.
 * @throws DomainError not_found for a link that is not good, invalid for a weak password, conflict
 * where the address got an account meanwhile.
 */
export async function acceptAsNewUser(input: {
  token: string;
  name: string;
  password: string;
}): Promise<void> {
  const invited = await readInvitation(input.token);
  if (!invited) throw over();
  const weak = weakness(input.password, [invited.email, input.name, invited.organisationName]);
  if (weak) throw new DomainError("invalid", weak, "password");
  const passwordHash = await hashPassword(input.password);
  await db().transaction(async (tx) => {
    const [made] = await tx
      .insert(userAccount)
      .values({ email: invited.email, name: input.name, passwordHash })
      .onConflictDoNothing({ target: userAccount.email })
      .returning({ id: userAccount.id });
    if (!made)
      throw new DomainError(
        "conflict",
        "This address has an account by now. Load the page again to join with it.",
      );
    await acceptFor(tx, made.id, eq(invitation.tokenHash, sha256(input.token)));
  });
}

/** Accepts for the account that the address has: it joins the organisation and keeps its password. */
export async function acceptAsKnownUser(token: string): Promise<void> {
  await db().transaction(async (tx) => {
    const [known] = await tx
      .select({ id: userAccount.id, name: userAccount.name, email: userAccount.email })
      .from(invitation)
      .innerJoin(userAccount, eq(userAccount.email, invitation.email))
      .where(
        and(eq(invitation.tokenHash, sha256(token)), inForce(), isNull(userAccount.disabledAt)),
      );
    if (!known) throw over();
    const { organisationName } = await acceptFor(
      tx,
      known.id,
      eq(invitation.tokenHash, sha256(token)),
    );
    await queueAccountMail(tx, {
      kind: "joined",
      to: known,
      data: { organisation: organisationName },
    });
  });
}

/**
 * Takes an invitation, which is then used, and gives the person what it promises; of several at once
 * one succeeds. @throws DomainError not_found where there is none in force.
 */
export async function acceptFor(
  tx: Transaction,
  userId: string,
  which: ReturnType<typeof eq>,
): Promise<{ organisationName: string }> {
  const [taken] = await tx
    .update(invitation)
    .set({ acceptedAt: new Date() })
    .where(and(which, inForce()))
    .returning();
  if (!taken) throw over();
  const { organisationId, role } = taken;
  const customers = await tx
    .select({ customerId: invitationCustomer.customerId })
    .from(invitationCustomer)
    .where(eq(invitationCustomer.invitationId, taken.id));
  const customerIds = customers.map(({ customerId }) => customerId);
  await tx.insert(membership).values({ userId, organisationId, role }).onConflictDoNothing();
  if (customerIds.length > 0)
    await tx
      .insert(membershipCustomer)
      .values(customerIds.map((customerId) => ({ userId, organisationId, customerId })))
      .onConflictDoNothing();
  const scope = { userId, sessionId: "", organisationId, role, customerIds };
  await recordAudit(tx, scope, {
    action: "invitation.accepted",
    subjectType: "user",
    subjectId: userId,
    after: { email: taken.email, role, customerIds },
  });
  const [home] = await tx
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, organisationId));
  return { organisationName: home?.name ?? "" };
}
