import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { recoveryCode } from "@/db/schema/sign-in";
import { open, sha256 } from "@/server/crypto";
import { matchTotp } from "./totp";

export const totpPlace = (userId: string): string => `user_account:totp_secret:${userId}`;

/** As it is hashed: people type recovery codes with spaces, hyphens and capitals as they like. */
export const plainRecoveryCode = (text: string): string =>
  text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Whether signing in asks for a code. */
export async function hasSecondFactor(userId: string): Promise<boolean> {
  const [account] = await db()
    .select({ confirmedAt: userAccount.totpConfirmedAt })
    .from(userAccount)
    .where(eq(userAccount.id, userId));
  return account?.confirmedAt !== null && account?.confirmedAt !== undefined;
}

/** Takes a code of the authenticator app or a recovery code; each is taken once. `at` in ms since 1970. */
export async function takeSecondFactor(
  userId: string,
  code: string,
  at = Date.now(),
): Promise<boolean> {
  return db().transaction(async (tx) => {
    const [account] = await tx
      .select()
      .from(userAccount)
      .where(eq(userAccount.id, userId))
      .for("update");
    if (!account?.totpSecretSealed || !account.totpConfirmedAt) return false;
    const digits = code.replaceAll(/\s/g, "");
    if (/^\d{6}$/.test(digits)) {
      const secret = open(account.totpSecretSealed, totpPlace(userId));
      const step = matchTotp(secret, digits, at, account.totpLastStep);
      if (step === null) return false;
      await tx.update(userAccount).set({ totpLastStep: step }).where(eq(userAccount.id, userId));
      return true;
    }
    const used = await tx
      .update(recoveryCode)
      .set({ usedAt: new Date(at) })
      .where(
        and(
          eq(recoveryCode.userId, userId),
          eq(recoveryCode.codeHash, sha256(plainRecoveryCode(code))),
          isNull(recoveryCode.usedAt),
        ),
      )
      .returning({ userId: recoveryCode.userId });
    return used.length > 0;
  });
}
