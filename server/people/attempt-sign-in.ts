import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { userAccount, userSession } from "@/db/schema/people";
import { sha256 } from "@/server/crypto";
import type { Limit } from "./attempts";
import { attemptWasRight, countAttempt } from "./attempts";
import { hasSecondFactor, takeSecondFactor } from "./check-second-factor";
import { checkCredentials } from "./credentials";
import { noticeWrongCode, noticeWrongPassword } from "./notice-sign-in";
import type { Place } from "./session";
import { openSession } from "./session";
import { issueUserToken, takeUserToken, userOfToken } from "./user-tokens";

export type SignInOutcome =
  | { kind: "signed_in"; sessionId: string }
  /** The password was right; `challenge` stands for it while the code is asked for, 5 minutes. */
  | { kind: "second_factor"; challenge: string }
  | { kind: "wrong" }
  | { kind: "expired" }
  | { kind: "wait"; seconds: number };

const quarter = 15 * 60;

/**
 * Limits of sign-in, in the order in which they refuse: an account from one address, an address, an
 * account from everywhere. The last one leaves alone the places where the person signed in before, so
 * that nobody is locked out by a stranger.
 */
async function limitsOf(
  email: string,
  { address }: Place,
): Promise<(Limit & { forget: boolean })[]> {
  const account = sha256(email.trim().toLowerCase());
  const from = address ?? "unknown";
  const limits = [
    { subject: `sign-in:${account}:${from}`, most: 8, windowSeconds: quarter, forget: true },
  ];
  if (address)
    limits.push({
      subject: `sign-in:from:${address}`,
      most: 60,
      windowSeconds: quarter,
      forget: false,
    });
  if (!(await knownPlace(email, address)))
    limits.push({ subject: `sign-in:${account}`, most: 100, windowSeconds: 3600, forget: false });
  return limits;
}

async function knownPlace(email: string, address: string | null): Promise<boolean> {
  const [session] = await db()
    .select({ id: userSession.id })
    .from(userSession)
    .innerJoin(userAccount, eq(userAccount.id, userSession.userId))
    .where(
      and(
        eq(userAccount.email, email.trim().toLowerCase()),
        eq(userSession.address, address ?? ""),
      ),
    )
    .limit(1);
  return session !== undefined;
}

/** The first half of a sign-in, or all of it. Unknown and known accounts are answered alike. */
export async function attemptPassword(
  email: string,
  password: string,
  place: Place,
): Promise<SignInOutcome> {
  const limits = await limitsOf(email, place);
  const seconds = await countAttempt(limits);
  if (seconds > 0) return { kind: "wait", seconds };
  const userId = await checkCredentials(email, password);
  if (!userId) {
    await noticeWrongPassword(email, place);
    return { kind: "wrong" };
  }
  await attemptWasRight(limits);
  if (await hasSecondFactor(userId)) {
    const { token } = await issueUserToken(db(), userId, "second_factor");
    return { kind: "second_factor", challenge: token };
  }
  const sessionId = await openSession(userId, place);
  return sessionId ? { kind: "signed_in", sessionId } : { kind: "wrong" };
}

/** The second half: the code that belongs to a challenge of {@link attemptPassword}. */
export async function attemptSecondFactor(
  challenge: string,
  code: string,
  place: Place,
): Promise<SignInOutcome> {
  const userId = await userOfToken(db(), challenge, "second_factor");
  if (!userId) return { kind: "expired" };
  const limits = [
    { subject: `code:${userId}:${place.address ?? "unknown"}`, most: 6, windowSeconds: quarter },
    { subject: `code:${userId}`, most: 30, windowSeconds: 3600 },
  ];
  const seconds = await countAttempt(limits);
  if (seconds > 0) return { kind: "wait", seconds };
  if (!(await takeSecondFactor(userId, code))) {
    await noticeWrongCode(userId, place);
    return { kind: "wrong" };
  }
  if (!(await takeUserToken(db(), challenge, "second_factor"))) return { kind: "expired" };
  await attemptWasRight(limits.map((limit) => ({ ...limit, forget: true })));
  const sessionId = await openSession(userId, place);
  return sessionId ? { kind: "signed_in", sessionId } : { kind: "wrong" };
}
