import { and, eq, gt, isNull } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { userToken } from "@/db/schema/sign-in";
import { randomToken, sha256 } from "@/server/crypto";

type Purpose = (typeof userToken.$inferSelect)["purpose"];

const lifetimeMs: Record<Purpose, number> = {
  reset: 60 * 60_000,
  second_factor: 5 * 60_000,
  email: 60 * 60_000,
};

/**
 * Makes a token; it is returned here once and kept as a hash. Of mailed links the newest alone is
 * good. `email` is the address that a token of that purpose leads to.
 */
export async function issueUserToken(
  tx: Queryable,
  userId: string,
  purpose: Purpose,
  email?: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomToken();
  const expiresAt = new Date(Date.now() + lifetimeMs[purpose]);
  if (purpose !== "second_factor") await endUserTokens(tx, userId, purpose);
  await tx
    .insert(userToken)
    .values({ userId, purpose, email, tokenHash: sha256(token), expiresAt });
  return { token, expiresAt };
}

const inForce = (token: string, purpose: Purpose) =>
  and(
    eq(userToken.tokenHash, sha256(token)),
    eq(userToken.purpose, purpose),
    isNull(userToken.usedAt),
    gt(userToken.expiresAt, new Date()),
  );

/** Whose token this is, without using it; null for one that is unknown, used or over. */
export async function userOfToken(
  tx: Queryable,
  token: string,
  purpose: Purpose,
): Promise<string | null> {
  const [row] = await tx
    .select({ userId: userToken.userId })
    .from(userToken)
    .where(inForce(token, purpose));
  return row?.userId ?? null;
}

/** {@link userOfToken}, and uses it: of several at once one succeeds. */
export async function takeUserToken(
  tx: Queryable,
  token: string,
  purpose: Purpose,
): Promise<string | null> {
  const [row] = await tx
    .update(userToken)
    .set({ usedAt: new Date() })
    .where(inForce(token, purpose))
    .returning({ userId: userToken.userId });
  return row?.userId ?? null;
}

/** Ends every token of a person that could still be used, or those of one purpose. */
export async function endUserTokens(
  tx: Queryable,
  userId: string,
  purpose?: Purpose,
): Promise<void> {
  await tx
    .update(userToken)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(userToken.userId, userId),
        isNull(userToken.usedAt),
        purpose ? eq(userToken.purpose, purpose) : undefined,
      ),
    );
}
