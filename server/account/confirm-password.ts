import { and, eq, gt } from "drizzle-orm";
import { db } from "@/db/client";
import { userAccount, userSession } from "@/db/schema/people";
import { DomainError, notFound } from "@/server/errors";
import { attemptWasRight, countAttempt, waitInWords } from "@/server/people/attempts";
import { noPassword, passwordFits } from "@/server/people/credentials";
import type { Scope } from "@/server/people/scope";

/**
 * The account of the person, who typed their password again: a browser left open is not enough to take
 * an account over.
 * @throws DomainError invalid at `field` for a wrong password, not_allowed after 8 within 15 minutes.
 */
export async function confirmedAccount(scope: Scope, password: string, field: string) {
  const limit = { subject: `confirm:${scope.userId}`, most: 8, windowSeconds: 15 * 60 };
  const seconds = await countAttempt([limit]);
  if (seconds > 0)
    throw new DomainError(
      "not_allowed",
      `Too many wrong passwords. Try again in ${waitInWords(seconds)}.`,
    );
  const [account] = await db().select().from(userAccount).where(eq(userAccount.id, scope.userId));
  if (!account) throw notFound("user");
  if (!(await passwordFits(account.passwordHash, password)))
    throw new DomainError("invalid", "This is not your password. Type it again.", field);
  await attemptWasRight([{ ...limit, forget: true }]);
  return account;
}

/** Who has no password is believed for this long after single sign-on, in milliseconds. */
const freshMs = 10 * 60_000;

/**
 * As confirmedAccount; who has no password was vouched for by single sign-on within ten minutes.
 * @throws DomainError as confirmedAccount does, and not_allowed where that was longer ago.
 */
export async function confirmPerson(scope: Scope, password: string, field: string): Promise<void> {
  const [account] = await db().select().from(userAccount).where(eq(userAccount.id, scope.userId));
  if (account?.passwordHash !== noPassword) {
    await confirmedAccount(scope, password, field);
    return;
  }
  const [fresh] = await db()
    .select({ id: userSession.id })
    .from(userSession)
    .where(
      and(
        eq(userSession.id, scope.sessionId),
        gt(userSession.createdAt, new Date(Date.now() - freshMs)),
      ),
    );
  if (!fresh)
    throw new DomainError(
      "not_allowed",
      "You have no password to confirm this with. Sign out, sign in again by single sign-on, and do it within ten minutes.",
    );
}
