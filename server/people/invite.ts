import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { customer, organisation } from "@/db/schema/organisation";
import { membership, userAccount } from "@/db/schema/people";
import { invitation, invitationCustomer } from "@/db/schema/sign-in";
import { recordAudit } from "@/server/audit/record";
import { randomToken, sha256 } from "@/server/crypto";
import { env } from "@/server/env";
import { DomainError, notFound } from "@/server/errors";
import { queueAccountMail } from "./account-mails";
import { countAttempt, waitInWords } from "./attempts";
import { ownCustomers } from "./own-customers";
import type { InviteInput } from "./schema";
import type { Scope } from "./scope";

const lifetimeMs = 7 * 24 * 3_600_000;
/** An organisation sends this many invitations in a day at most: its mails are not for flooding others. */
const perDay = 200;

export type Invited = {
  email: string;
  expiresAt: Date;
  /** No mail server is set: the mail waits for one. */
  mailWaits: boolean;
};

/** Invitations that were not accepted or revoked, newest first; those that ran out too. */
export async function listInvitations(scope: Scope) {
  const { organisationId } = scope;
  const open = and(
    eq(invitation.organisationId, organisationId),
    isNull(invitation.acceptedAt),
    isNull(invitation.revokedAt),
  );
  const [rows, customers] = await Promise.all([
    db()
      .select({
        id: invitation.id,
        email: invitation.email,
        role: invitation.role,
        sentAt: invitation.sentAt,
        expiresAt: invitation.expiresAt,
        invitedBy: userAccount.name,
      })
      .from(invitation)
      .innerJoin(userAccount, eq(userAccount.id, invitation.invitedBy))
      .where(open)
      .orderBy(desc(invitation.createdAt)),
    db()
      .select({ invitationId: invitationCustomer.invitationId, name: customer.name })
      .from(invitationCustomer)
      .innerJoin(customer, eq(customer.id, invitationCustomer.customerId))
      .where(eq(invitationCustomer.organisationId, organisationId))
      .orderBy(asc(customer.name)),
  ]);
  const now = Date.now();
  return rows.map((row) => ({
    ...row,
    expired: row.expiresAt.getTime() <= now,
    customers: customers
      .filter(({ invitationId }) => invitationId === row.id)
      .map(({ name }) => name),
  }));
}

/**
 * Mails an invitation. Whether the address has an account elsewhere is neither asked nor told.
 * @throws DomainError conflict for someone who belongs to the organisation or is invited already,
 * not_found for a customer of somebody else, not_allowed beyond 200 invitations a day.
 */
export async function invite(scope: Scope, input: InviteInput): Promise<Invited> {
  const { organisationId } = scope;
  await limitMails(organisationId);
  try {
    return await db().transaction(async (tx) => {
      const customerIds = await ownCustomers(tx, organisationId, input);
      const [member] = await tx
        .select({ id: userAccount.id })
        .from(membership)
        .innerJoin(userAccount, eq(userAccount.id, membership.userId))
        .where(
          and(eq(membership.organisationId, organisationId), eq(userAccount.email, input.email)),
        );
      if (member)
        throw new DomainError(
          "conflict",
          "This person is a user of your organisation already. Change what they may do in the list.",
          "email",
        );
      const { token, expiresAt } = newToken();
      const [row] = await tx
        .insert(invitation)
        .values({
          organisationId,
          email: input.email,
          role: input.role,
          tokenHash: sha256(token),
          invitedBy: scope.userId,
          expiresAt,
        })
        .returning({ id: invitation.id });
      if (!row) throw new Error("The invitation was not stored.");
      if (customerIds.length > 0)
        await tx
          .insert(invitationCustomer)
          .values(
            customerIds.map((customerId) => ({ invitationId: row.id, organisationId, customerId })),
          );
      await mailInvitation(tx, scope, { email: input.email, token, expiresAt });
      await recordAudit(tx, scope, {
        action: "invitation.sent",
        subjectType: "invitation",
        subjectId: row.id,
        after: { email: input.email, role: input.role, customerIds },
      });
      return { email: input.email, expiresAt, mailWaits: !env().SMTP_URL };
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DomainError(
        "conflict",
        "This address is invited already. Send its invitation again, or revoke it first.",
        "email",
      );
    throw error;
  }
}

/** Mails a new link, good for another seven days; the one before ends. @throws DomainError not_found */
export async function resendInvitation(scope: Scope, invitationId: string): Promise<Invited> {
  await limitMails(scope.organisationId);
  return db().transaction(async (tx) => {
    const { token, expiresAt } = newToken();
    const [row] = await tx
      .update(invitation)
      .set({ tokenHash: sha256(token), expiresAt, sentAt: new Date() })
      .where(openOne(scope, invitationId))
      .returning({ email: invitation.email });
    if (!row) throw notFound("invitation");
    await mailInvitation(tx, scope, { email: row.email, token, expiresAt });
    await recordAudit(tx, scope, {
      action: "invitation.resent",
      subjectType: "invitation",
      subjectId: invitationId,
    });
    return { email: row.email, expiresAt, mailWaits: !env().SMTP_URL };
  });
}

/** Ends an invitation: its link opens nothing from now on. @throws DomainError not_found */
export async function revokeInvitation(scope: Scope, invitationId: string): Promise<void> {
  await db().transaction(async (tx) => {
    const [row] = await tx
      .update(invitation)
      .set({ revokedAt: new Date() })
      .where(openOne(scope, invitationId))
      .returning({ email: invitation.email });
    if (!row) throw notFound("invitation");
    await recordAudit(tx, scope, {
      action: "invitation.revoked",
      subjectType: "invitation",
      subjectId: invitationId,
      before: row,
    });
  });
}

const openOne = (scope: Scope, id: string) =>
  and(
    eq(invitation.id, id),
    eq(invitation.organisationId, scope.organisationId),
    isNull(invitation.acceptedAt),
    isNull(invitation.revokedAt),
  );

const newToken = () => ({
  token: randomToken(),
  expiresAt: new Date(Date.now() + lifetimeMs),
});

async function limitMails(organisationId: string): Promise<void> {
  const subject = `invitations:${organisationId}`;
  const seconds = await countAttempt([{ subject, most: perDay, windowSeconds: 24 * 3600 }]);
  if (seconds > 0)
    throw new DomainError(
      "not_allowed",
      `Your organisation has sent ${perDay} invitations today. Try again in ${waitInWords(seconds)}.`,
    );
}

async function mailInvitation(
  tx: Transaction,
  scope: Scope,
  { email, token, expiresAt }: { email: string; token: string; expiresAt: Date },
): Promise<void> {
  const [[home], [inviter]] = await Promise.all([
    tx
      .select({ name: organisation.name })
      .from(organisation)
      .where(eq(organisation.id, scope.organisationId)),
    tx.select({ name: userAccount.name }).from(userAccount).where(eq(userAccount.id, scope.userId)),
  ]);
  await queueAccountMail(tx, {
    kind: "invitation",
    to: { name: "", email },
    data: { organisation: home?.name ?? "", invitedBy: inviter?.name ?? "" },
    token,
    expiresAt,
  });
}
