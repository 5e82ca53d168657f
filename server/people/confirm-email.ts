import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { membership, userAccount } from "@/db/schema/people";
import { userToken } from "@/db/schema/sign-in";
import { recordAudit } from "@/server/audit/record";
import { sha256 } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import { queueAccountMail } from "./account-mails";
import { endUserTokens, takeUserToken, userOfToken } from "./user-tokens";

const over = () =>
  new DomainError(
    "not_found",
    "This link is not good any more: it was used, canceled, replaced by a newer one, or is older than an hour. Ask for a new one on your account page.",
  );

async function changeOf(tx: Queryable, token: string) {
  const [row] = await tx
    .select({
      id: userAccount.id,
      name: userAccount.name,
      before: userAccount.email,
      email: userToken.email,
    })
    .from(userToken)
    .innerJoin(userAccount, eq(userAccount.id, userToken.userId))
    .where(
      and(
        eq(userToken.tokenHash, sha256(token)),
        eq(userToken.purpose, "email"),
        isNull(userAccount.disabledAt),
      ),
    );
  return row?.email ? { ...row, email: row.email } : null;
}

/** Which address a link puts in the place of which; null for a link that is not good. Uses nothing up. */
export async function readEmailChange(
  token: string,
): Promise<{ before: string; email: string } | null> {
  if ((await userOfToken(db(), token, "email")) === null) return null;
  const change = await changeOf(db(), token);
  return change && { before: change.before, email: change.email };
}

/**
 * Puts the new address in force, ends every other mailed link of the person, and tells the old
 * address. Sessions stay.
 * @throws DomainError not_found for a link that is not good, conflict where the address got an
 * account meanwhile.
 */
export async function confirmEmail(token: string): Promise<{ email: string }> {
  try {
    return await db().transaction(async (tx) => {
      if ((await takeUserToken(tx, token, "email")) === null) throw over();
      const change = await changeOf(tx, token);
      if (!change) throw over();
      const { id, name, before, email } = change;
      await tx.update(userAccount).set({ email }).where(eq(userAccount.id, id));
      // A link to set a password that went to the old address opens the account no more.
      await endUserTokens(tx, id);
      await queueAccountMail(tx, {
        kind: "email_changed",
        to: { name, email: before },
        data: { email },
      });
      const homes = await tx.select().from(membership).where(eq(membership.userId, id));
      for (const home of homes)
        await recordAudit(
          tx,
          { ...home, sessionId: "", customerIds: [] },
          {
            action: "user.email_changed",
            subjectType: "user",
            subjectId: id,
            before: { email: before },
            after: { email },
          },
        );
      return { email };
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DomainError(
        "conflict",
        "This address has an account of its own by now. Choose another on your account page.",
      );
    throw error;
  }
}
