import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { mail, notification } from "@/db/schema/notification";
import { env } from "@/server/env";
import { addressMails } from "./address";
import { readAbout } from "./read-about";
import { recipientsOf } from "./recipients";
import type { Sender } from "./sender";
import { isOutage, openSender } from "./sender";
import { unsubscribeToken } from "./unsubscribe";
import { writeMail } from "./write-mail";

/** A claimed mail that was not settled is sent again after this, in milliseconds. */
const claimMs = 5 * 60_000;
/** One run sends for this long at most, in milliseconds; the next one goes on. */
const runMs = 40_000;
const firstWaitMs = 60_000;
const longestWaitMs = 6 * 3_600_000;
/** After so many refusals of this one mail, about four days of them, it is given up. */
const mostAttempts = 24;

export type Delivery = {
  laidOut: number;
  sent: number;
  failed: number;
  /** Of people who are no longer to be told. */
  dropped: number;
  /** Set where no mail server is: the mails are kept until there is one. */
  kept: boolean;
};

type MailRow = typeof mail.$inferSelect;

/** The wait after that many failed attempts: 1 min, doubling up to 6 h, in milliseconds. */
export const waitAfter = (attempts: number): number =>
  Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs);

/**
 * Lays out the mails of new notifications and sends those that are due. A mail that fails stays
 * until it is sent, or has been refused by itself for four days. Of several runs at once each takes
 * other mails; one that dies in the middle of a mail leaves it to be sent again, under the same
 * Message-ID.
 */
export async function deliverMails(now: () => Date = () => new Date()): Promise<Delivery> {
  const delivery = { laidOut: await addressMails(), sent: 0, failed: 0, dropped: 0, kept: false };
  const sender = openSender();
  if (!sender) return { ...delivery, kept: true };
  const end = Date.now() + runMs;
  try {
    while (Date.now() < end) {
      const row = await claimOne(now());
      if (!row) break;
      const outcome = await deliverOne(sender, row, now);
      // Every other mail would meet an outage too: they stay due for the next run.
      delivery[outcome === "outage" ? "failed" : outcome]++;
      if (outcome === "outage") break;
    }
  } finally {
    sender.close();
  }
  return delivery;
}

const only = (row: MailRow) =>
  and(eq(mail.notificationId, row.notificationId), eq(mail.userId, row.userId));

/** The mail that is due for longest, kept from other runs for {@link claimMs}. */
const claimOne = (now: Date): Promise<MailRow | undefined> =>
  db().transaction(async (tx) => {
    const [due] = await tx
      .select()
      .from(mail)
      .where(and(isNull(mail.sentAt), isNull(mail.droppedAt), lte(mail.nextAttemptAt, now)))
      .orderBy(asc(mail.nextAttemptAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) return undefined;
    const [claimed] = await tx
      .update(mail)
      .set({ attempts: due.attempts + 1, nextAttemptAt: new Date(now.getTime() + claimMs) })
      .where(only(due))
      .returning();
    return claimed;
  });

async function deliverOne(
  sender: Sender,
  row: MailRow,
  now: () => Date,
): Promise<"sent" | "failed" | "outage" | "dropped"> {
  try {
    const [notice] = await db()
      .select()
      .from(notification)
      .where(eq(notification.id, row.notificationId));
    if (!notice) throw new Error("The notification of this mail is gone.");
    const to = (await recipientsOf(db(), notice)).find(({ userId }) => userId === row.userId);
    if (!to) {
      await db().update(mail).set({ droppedAt: now() }).where(only(row));
      return "dropped";
    }
    const { APP_URL } = env();
    const about = await readAbout(notice);
    const unsubscribe = unsubscribeToken({ ...notice, userId: row.userId });
    await sender.send({
      ...(await writeMail({
        kind: notice.kind,
        data: notice.data,
        about,
        appUrl: APP_URL,
        unsubscribe,
      })),
      unsubscribeUrl: `${APP_URL}/api/unsubscribe?token=${unsubscribe}`,
      to,
      messageId: `${row.notificationId}.${row.userId}@${new URL(APP_URL).hostname}`,
    });
    await db().update(mail).set({ sentAt: now(), lastError: null }).where(only(row));
    return "sent";
  } catch (error) {
    const outage = isOutage(error);
    await db()
      .update(mail)
      .set({
        nextAttemptAt: new Date(now().getTime() + waitAfter(row.attempts)),
        lastError: (error instanceof Error ? error.message : String(error)).slice(0, 500),
        droppedAt: !outage && row.attempts >= mostAttempts ? now() : null,
      })
      .where(only(row));
    return outage ? "outage" : "failed";
  }
}
