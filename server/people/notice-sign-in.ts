import { and, eq, gt, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { organisation } from "@/db/schema/organisation";
import { userAccount, userSession } from "@/db/schema/people";
import { attemptCount } from "@/db/schema/sign-in";
import { deviceName } from "@/server/account/device-name";
import { sha256 } from "@/server/crypto";
import { timeOf } from "@/server/notifications/mail-words";
import { queueAccountMail } from "./account-mails";
import type { Limit } from "./attempts";
import { attemptWasRight, countAttempt } from "./attempts";
import type { Place } from "./session";

const hour = 3600;
const day = 24 * hour;

/** A sign-in after so many wrong passwords within an hour is told. */
const severalWrong = 5;
/** So many wrong passwords within an hour are told, once a day. */
const manyWrong = 20;
/** So many wrong codes within an hour, after a right password, are told, once an hour. */
const severalCodes = 3;
/** An account that nobody opened for so long is told of its next sign-in, in days. */
const longAgoDays = 90;

/** Names of what is told, as the words of its mail know them. */
type Notice = "new_browser" | "after_wrong" | "many_wrong" | "wrong_codes" | "long_ago";

const wrongPasswords = (email: string): Limit => ({
  subject: `wrong:${sha256(email)}`,
  most: manyWrong - 1,
  windowSeconds: hour,
});
const wrongCodes = (userId: string): Limit => ({
  subject: `wrong-code:${userId}`,
  most: severalCodes - 1,
  windowSeconds: hour,
});

/** True once in the window, for whoever asks first. */
const firstIn = async (subject: string, windowSeconds: number): Promise<boolean> =>
  (await countAttempt([{ subject: `told:${subject}`, most: 1, windowSeconds }])) === 0;

/** Has a person told by mail what was unusual about a sign-in to their account, or an attempt at one. */
async function tell(
  tx: Queryable,
  to: { name: string; email: string },
  what: Notice,
  place: Place,
  timeZone: string,
): Promise<void> {
  await queueAccountMail(tx, {
    kind: "sign_in_noticed",
    to,
    data: {
      what,
      at: timeOf(new Date(), timeZone),
      device: deviceName(place.userAgent),
      address: place.address ?? "not known",
    },
  });
}

/** A password that does not fit. Costs the same for an address that has no account. */
export async function noticeWrongPassword(given: string, place: Place): Promise<void> {
  const email = given.trim().toLowerCase();
  if ((await countAttempt([wrongPasswords(email)])) === 0) return;
  if (!(await firstIn(`wrong:${sha256(email)}`, day))) return;
  const [account] = await db().select().from(userAccount).where(eq(userAccount.email, email));
  if (account && !account.disabledAt) await tell(db(), account, "many_wrong", place, "UTC");
}

/** A code that does not fit, after a password that did. */
export async function noticeWrongCode(userId: string, place: Place): Promise<void> {
  if ((await countAttempt([wrongCodes(userId)])) === 0) return;
  if (!(await firstIn(`code:${userId}`, hour))) return;
  const [account] = await db().select().from(userAccount).where(eq(userAccount.id, userId));
  if (account) await tell(db(), account, "wrong_codes", place, "UTC");
}

async function unusual(
  userId: string,
  email: string,
  { browser, address, userAgent }: Place,
): Promise<Notice | null> {
  const sameBrowser = browser ? sql`${userSession.browserHash} = ${sha256(browser)}` : sql`false`;
  // Sessions of before there was the cookie are known by where and what they were.
  const samePlace = sql`(${userSession.address} = ${address} and ${userSession.userAgent} = ${userAgent})`;
  const [[before], [wrong]] = await Promise.all([
    db()
      .select({
        any: sql<boolean>`count(*) > 0`,
        known: sql<boolean>`coalesce(bool_or(${sameBrowser} or ${samePlace}), false)`,
        longAgo: sql<boolean>`max(${userSession.lastSeenAt}) < now() - make_interval(days => ${longAgoDays})`,
      })
      .from(userSession)
      .where(eq(userSession.userId, userId)),
    db()
      .select({ attempts: attemptCount.attempts })
      .from(attemptCount)
      .where(
        and(
          eq(attemptCount.subject, wrongPasswords(email).subject),
          gt(attemptCount.endsAt, sql`now()`),
        ),
      ),
  ]);
  if ((wrong?.attempts ?? 0) >= severalWrong) return "after_wrong";
  // The first session of all is that of who just set the password.
  if (!before?.any) return null;
  if (!before.known) return "new_browser";
  return before.longAgo ? "long_ago" : null;
}

/** A sign-in that succeeded; to be asked before its session is stored. */
export async function noticeSignIn(
  userId: string,
  organisationId: string,
  place: Place,
): Promise<void> {
  const [account] = await db().select().from(userAccount).where(eq(userAccount.id, userId));
  if (!account) return;
  const what = await unusual(userId, account.email, place);
  await attemptWasRight(
    [wrongPasswords(account.email), wrongCodes(userId)].map((limit) => ({
      ...limit,
      forget: true,
    })),
  );
  if (!what) return;
  const [home] = await db()
    .select({ timeZone: organisation.timeZone })
    .from(organisation)
    .where(eq(organisation.id, organisationId));
  await tell(db(), account, what, place, home?.timeZone ?? "UTC");
}
