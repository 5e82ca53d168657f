import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { DomainError } from "@/server/errors";
import { queueAccountMail } from "@/server/people/account-mails";
import { hashPassword } from "@/server/people/credentials";
import { weakness } from "@/server/people/password-rules";
import type { Scope } from "@/server/people/scope";
import { closeSessionsOf } from "@/server/people/session";
import { endUserTokens } from "@/server/people/user-tokens";
import { confirmedAccount } from "./confirm-password";
import type { ChangePasswordInput } from "./schema";

/**
 * Changes the password and ends all sessions but this one, and every mailed link.
 * @returns how many other sessions were ended.
 * @throws DomainError invalid for a wrong current or a weak new password.
 */
export async function changePassword(
  scope: Scope,
  input: ChangePasswordInput,
): Promise<{ ended: number }> {
  const account = await confirmedAccount(scope, input.currentPassword, "currentPassword");
  if (input.password === input.currentPassword)
    throw new DomainError("invalid", "This is your password already. Choose another.", "password");
  const weak = weakness(input.password, [account.email, account.name]);
  if (weak) throw new DomainError("invalid", weak, "password");
  const passwordHash = await hashPassword(input.password);
  return db().transaction(async (tx) => {
    await tx.update(userAccount).set({ passwordHash }).where(eq(userAccount.id, account.id));
    await endUserTokens(tx, account.id);
    const ended = await closeSessionsOf(tx, account.id, scope.sessionId);
    await queueAccountMail(tx, { kind: "password_changed", to: account });
    await recordAudit(tx, scope, {
      action: "user.password_changed",
      subjectType: "user",
      subjectId: account.id,
    });
    return { ended };
  });
}
