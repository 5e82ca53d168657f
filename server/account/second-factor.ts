import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { recoveryCode } from "@/db/schema/sign-in";
import { recordAudit } from "@/server/audit/record";
import { open, seal, sha256 } from "@/server/crypto";
import { DomainError, notFound } from "@/server/errors";
import { queueAccountMail } from "@/server/people/account-mails";
import { countAttempt, waitInWords } from "@/server/people/attempts";
import { plainRecoveryCode, totpPlace } from "@/server/people/check-second-factor";
import type { Scope } from "@/server/people/scope";
import { matchTotp, newTotpSecret, otpauthLink } from "@/server/people/totp";
import { confirmedAccount } from "./confirm-password";
import { qrPicture } from "./qr-picture";

const issuer = "Self-Managed Integrations";
const recoveryCodes = 10;
/** Without signs that are taken for one another. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** 6 groups of 4 signs, 118 bits: hashing once is enough for what nobody can try out (ASVS 6.5.2: 112). */
function newRecoveryCode(): string {
  const group = () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 6 }, group).join("-");
}

/**
 * Makes a secret for an authenticator app. It is in force once a code of it is confirmed; until then
 * signing in stays as it is.
 * @throws DomainError invalid for a wrong password, conflict where one is in force.
 */
export async function startTotp(
  scope: Scope,
  password: string,
): Promise<{ secret: string; link: string; picture: ReturnType<typeof qrPicture> }> {
  const account = await confirmedAccount(scope, password, "password");
  if (account.totpConfirmedAt)
    throw new DomainError("conflict", "Your account has an authenticator app. Remove it first.");
  const secret = newTotpSecret();
  await db()
    .update(userAccount)
    .set({ totpSecretSealed: seal(secret, totpPlace(account.id)), totpLastStep: null })
    .where(eq(userAccount.id, account.id));
  const link = otpauthLink(secret, account.email, issuer);
  return { secret, link, picture: qrPicture(link) };
}

/**
 * Puts the authenticator app in force by a first code of it.
 * @returns the recovery codes, which are shown once and kept as hashes.
 * @throws DomainError invalid for a wrong code, conflict where nothing was begun.
 */
export async function confirmTotp(
  scope: Scope,
  code: string,
  at = Date.now(),
): Promise<{ recoveryCodes: string[] }> {
  const limit = { subject: `confirm-code:${scope.userId}`, most: 10, windowSeconds: 15 * 60 };
  const seconds = await countAttempt([limit]);
  if (seconds > 0)
    throw new DomainError(
      "not_allowed",
      `Too many wrong codes. Try again in ${waitInWords(seconds)}.`,
    );
  return db().transaction(async (tx) => {
    const account = await lockedAccount(tx, scope);
    if (!account.totpSecretSealed || account.totpConfirmedAt)
      throw new DomainError("conflict", "Begin again with “Set up an authenticator app”.");
    const step = matchTotp(open(account.totpSecretSealed, totpPlace(account.id)), code, at, null);
    if (step === null)
      throw new DomainError(
        "invalid",
        "This code does not fit. Enter the one that the app shows now; the clock of your phone must be right.",
        "code",
      );
    await tx
      .update(userAccount)
      .set({ totpConfirmedAt: new Date(at), totpLastStep: step })
      .where(eq(userAccount.id, account.id));
    const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
    await tx.delete(recoveryCode).where(eq(recoveryCode.userId, account.id));
    await tx
      .insert(recoveryCode)
      .values(
        codes.map((one) => ({ userId: account.id, codeHash: sha256(plainRecoveryCode(one)) })),
      );
    await tell(tx, scope, account, "added");
    return { recoveryCodes: codes };
  });
}

/** Takes the authenticator app and its recovery codes away. @throws DomainError invalid for a wrong password. */
export async function removeTotp(scope: Scope, password: string): Promise<void> {
  const { id } = await confirmedAccount(scope, password, "password");
  await db().transaction(async (tx) => {
    const account = await lockedAccount(tx, scope);
    await tx
      .update(userAccount)
      .set({ totpSecretSealed: null, totpConfirmedAt: null, totpLastStep: null })
      .where(eq(userAccount.id, id));
    await tx.delete(recoveryCode).where(eq(recoveryCode.userId, id));
    if (account.totpConfirmedAt) await tell(tx, scope, account, "removed");
  });
}

type Account = typeof userAccount.$inferSelect;

async function lockedAccount(tx: Transaction, scope: Scope): Promise<Account> {
  const [account] = await tx
    .select()
    .from(userAccount)
    .where(eq(userAccount.id, scope.userId))
    .for("update");
  if (!account) throw notFound("user");
  return account;
}

async function tell(
  tx: Transaction,
  scope: Scope,
  account: Account,
  change: "added" | "removed",
): Promise<void> {
  await queueAccountMail(tx, { kind: "second_factor_changed", to: account, data: { change } });
  await recordAudit(tx, scope, {
    action: `user.second_factor_${change}`,
    subjectType: "user",
    subjectId: account.id,
  });
}
