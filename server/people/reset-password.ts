import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { membership, userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { sha256 } from "@/server/crypto";
import { env } from "@/server/env";
import { DomainError } from "@/server/errors";
import { queueAccountMail } from "./account-mails";
import { countAttempt, waitInWords } from "./attempts";
import { hashPassword } from "./credentials";
import { weakness } from "./password-rules";
import type { Place } from "./session";
import { closeSessionsOf } from "./session";
import { endUserTokens, issueUserToken, takeUserToken, userOfToken } from "./user-tokens";

const hour = 3600;
const over = () =>
  new DomainError(
    "not_found",
    "This link is not good any more: it was used, replaced by a newer one, or is older than an hour. Ask for a new one.",
  );

/**
 * Mails a link to set a new password, if the address has an account, three times an hour at most.
 * Answers the same in every case.
 * @throws DomainError not_allowed after 20 requests of one network address within an hour.
 */
export async function askForReset(email: string, place: Place): Promise<void> {
  const subject = `reset:from:${place.address ?? "unknown"}`;
  const most = place.address ? 20 : 200;
  const seconds = await countAttempt([{ subject, most, windowSeconds: hour }]);
  if (seconds > 0)
    throw new DomainError(
      "not_allowed",
      `Too many new passwords were asked for from your network. Try again in ${waitInWords(seconds)}.`,
    );
  const perAccount = { subject: `reset:${sha256(email)}`, most: 3, windowSeconds: hour };
  if ((await countAttempt([perAccount])) > 0) return;
  await db().transaction(async (tx) => {
    const [account] = await tx.select().from(userAccount).where(eq(userAccount.email, email));
    if (!account || account.disabledAt || (account.demo && !env().DEMO_MODE)) return;
    const { token, expiresAt } = await issueUserToken(tx, account.id, "reset");
    await queueAccountMail(tx, { kind: "reset", to: account, token, expiresAt });
  });
}

/** Whether a mailed link can still set a password. */
export const resetIsOpen = async (token: string): Promise<boolean> =>
  (await userOfToken(db(), token, "reset")) !== null;

/**
 * Sets a new password by a mailed link and ends every session of the person. The second factor stays.
 * @throws DomainError not_found for a link that is not good, invalid for a weak password.
 */
export async function resetPassword(input: { token: string; password: string }): Promise<void> {
  const userId = await userOfToken(db(), input.token, "reset");
  if (!userId) throw over();
  const [account] = await db().select().from(userAccount).where(eq(userAccount.id, userId));
  if (!account || account.disabledAt) throw over();
  const weak = weakness(input.password, [account.email, account.name]);
  if (weak) throw new DomainError("invalid", weak, "password");
  const passwordHash = await hashPassword(input.password);
  await db().transaction(async (tx) => {
    if (!(await takeUserToken(tx, input.token, "reset"))) throw over();
    await endUserTokens(tx, userId);
    await tx.update(userAccount).set({ passwordHash }).where(eq(userAccount.id, userId));
    await closeSessionsOf(tx, userId, null);
    const homes = await tx.select().from(membership).where(eq(membership.userId, userId));
    for (const home of homes)
      await recordAudit(
        tx,
        { ...home, sessionId: "", customerIds: [] },
        { action: "user.password_reset", subjectType: "user", subjectId: userId },
      );
    await queueAccountMail(tx, { kind: "password_changed", to: account });
  });
}
