import { and, eq, gt, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { userToken } from "@/db/schema/sign-in";
import { recordAudit } from "@/server/audit/record";
import { env } from "@/server/env";
import { DomainError } from "@/server/errors";
import { queueAccountMail } from "@/server/people/account-mails";
import { countAttempt, waitInWords } from "@/server/people/attempts";
import type { Scope } from "@/server/people/scope";
import { endUserTokens, issueUserToken } from "@/server/people/user-tokens";
import { confirmedAccount } from "./confirm-password";
import type { ChangeEmailInput } from "./schema";

export type EmailAsked = {
  email: string;
  expiresAt: Date;
  /** No mail server is set: the mail waits for one. */
  mailWaits: boolean;
};

/**
 * Mails a link to the new address, which takes its place once that is opened, and tells the old one.
 * An address that has an account is answered alike, and told instead: nobody learns who has one.
 * @throws DomainError invalid for a wrong password or the address of now, not_allowed beyond 5 an hour.
 */
export async function changeEmail(scope: Scope, input: ChangeEmailInput): Promise<EmailAsked> {
  const account = await confirmedAccount(scope, input.password, "password");
  const { email } = input;
  if (email === account.email)
    throw new DomainError("invalid", "This is your address already. Enter another.", "email");
  const limit = { subject: `change-email:${scope.userId}`, most: 5, windowSeconds: 3600 };
  const seconds = await countAttempt([limit]);
  if (seconds > 0)
    throw new DomainError(
      "not_allowed",
      `You asked for five links within an hour. Try again in ${waitInWords(seconds)}.`,
    );
  return db().transaction(async (tx) => {
    const { token, expiresAt } = await issueUserToken(tx, account.id, "email", email);
    const [owner] = await tx
      .select({ name: userAccount.name, email: userAccount.email })
      .from(userAccount)
      .where(eq(userAccount.email, email));
    if (owner) await queueAccountMail(tx, { kind: "email_taken", to: owner, expiresAt });
    else
      await queueAccountMail(tx, {
        kind: "email_confirm",
        to: { name: account.name, email },
        data: { before: account.email },
        token,
        expiresAt,
      });
    await queueAccountMail(tx, { kind: "email_asked", to: account, data: { email } });
    await recordAudit(tx, scope, {
      action: "user.email_change_asked",
      subjectType: "user",
      subjectId: account.id,
      before: { email: account.email },
      after: { email },
    });
    return { email, expiresAt, mailWaits: !env().SMTP_URL };
  });
}

const pending = (scope: Scope) =>
  and(
    eq(userToken.userId, scope.userId),
    eq(userToken.purpose, "email"),
    isNull(userToken.usedAt),
    gt(userToken.expiresAt, new Date()),
  );

/** The address whose link was mailed and not opened yet; null where there is none. */
export async function pendingEmail(
  scope: Scope,
): Promise<{ email: string; expiresAt: Date } | null> {
  const [row] = await db()
    .select({ email: userToken.email, expiresAt: userToken.expiresAt })
    .from(userToken)
    .where(pending(scope));
  return row?.email ? { email: row.email, expiresAt: row.expiresAt } : null;
}

/** Ends a change that was asked for: its link opens nothing any more. Where there is none, nothing changes. */
export async function cancelEmailChange(scope: Scope): Promise<void> {
  await db().transaction(async (tx) => {
    const [open] = await tx
      .select({ email: userToken.email })
      .from(userToken)
      .where(pending(scope))
      .for("update");
    if (!open) return;
    await endUserTokens(tx, scope.userId, "email");
    await recordAudit(tx, scope, {
      action: "user.email_change_canceled",
      subjectType: "user",
      subjectId: scope.userId,
      before: open,
    });
  });
}
