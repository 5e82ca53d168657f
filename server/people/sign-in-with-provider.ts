import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { userAccount } from "@/db/schema/people";
import { invitation } from "@/db/schema/sign-in";
import { env } from "@/server/env";
import { acceptFor, readOpenInvitations } from "./accept-invitation";
import { queueAccountMail } from "./account-mails";
import { noPassword } from "./credentials";
import type { Place } from "./session";
import { openSession } from "./session";

export type ProviderClaims = {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
};

/**
 * Signs in a person whom the identity provider vouches for; null for one who was not invited. The
 * first use finds the account, or an open invitation, by the verified address and binds the account
 * to issuer and subject, which an account that had a password is told by mail; from then on these alone
 * count, whatever address the provider tells.
 */
export async function signInWithProvider(
  claims: ProviderClaims,
  place: Place,
): Promise<string | null> {
  const userId = await db().transaction((tx) => accountOf(tx, claims));
  return userId ? openSession(userId, place) : null;
}

async function accountOf(tx: Transaction, claims: ProviderClaims): Promise<string | null> {
  const oidcSubject = `${claims.issuer} ${claims.subject}`;
  const [bound] = await tx
    .select()
    .from(userAccount)
    .where(eq(userAccount.oidcSubject, oidcSubject));
  if (bound) return bound.disabledAt || bound.demo ? null : bound.id;
  const email = claims.email?.trim().toLowerCase();
  if (!email || !claims.emailVerified) return null;
  const [known] = await tx
    .select()
    .from(userAccount)
    .where(eq(userAccount.email, email))
    .for("update");
  if (known && (known.disabledAt || known.demo || known.oidcSubject)) return null;
  const invitations = await readOpenInvitations(tx, email);
  if (!known && invitations.length === 0) return null;
  const userId = known?.id ?? (await makeAccount(tx, email, claims.name));
  await tx.update(userAccount).set({ oidcSubject }).where(eq(userAccount.id, userId));
  if (known)
    await queueAccountMail(tx, {
      kind: "provider_bound",
      to: known,
      data: { provider: env().OIDC_NAME },
    });
  for (const { id } of invitations) await acceptFor(tx, userId, eq(invitation.id, id));
  return userId;
}

async function makeAccount(tx: Transaction, email: string, name: string | null): Promise<string> {
  const [made] = await tx
    .insert(userAccount)
    .values({ email, name: name?.trim().slice(0, 120) || email, passwordHash: noPassword })
    .returning({ id: userAccount.id });
  if (!made) throw new Error("The account was not stored.");
  return made.id;
}
