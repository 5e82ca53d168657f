import { and, asc, eq, gt, isNull, lt, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { accountMail } from "@/db/schema/sign-in";
import { open } from "@/server/crypto";
import { env } from "@/server/env";
import { waitAfter } from "@/server/notifications/deliver";
import type { Sender } from "@/server/notifications/sender";
import { isOutage, openSender } from "@/server/notifications/sender";
import { mailTokenPlace } from "./account-mails";
import { writeAccountMail } from "./write-account-mail";

/** A claimed mail that was not settled is sent again after this, in milliseconds. */
const claimMs = 5 * 60_000;
/** Mails are kept this long after they are over, in milliseconds. */
const keptMs = 30 * 24 * 3_600_000;
const atOnce = 200;

type MailRow = typeof accountMail.$inferSelect;

/** Sends the mails about accounts that are due. Without a mail server they wait until they expire. */
export async function deliverAccountMails(
  now: () => Date = () => new Date(),
): Promise<{ sent: number; failed: number; kept: boolean }> {
  const delivery = { sent: 0, failed: 0, kept: false };
  await db()
    .delete(accountMail)
    .where(lt(accountMail.expiresAt, new Date(now().getTime() - keptMs)));
  const sender = openSender();
  if (!sender) return { ...delivery, kept: true };
  try {
    for (let turn = 0; turn < atOnce; turn++) {
      const row = await claimOne(now());
      if (!row) break;
      const outcome = await sendOne(sender, row, now());
      delivery[outcome === "sent" ? "sent" : "failed"] += 1;
      if (outcome === "outage") break;
    }
  } finally {
    sender.close();
  }
  return delivery;
}

const claimOne = (now: Date): Promise<MailRow | undefined> =>
  db().transaction(async (tx) => {
    const [due] = await tx
      .select()
      .from(accountMail)
      .where(
        and(
          isNull(accountMail.sentAt),
          lte(accountMail.nextAttemptAt, now),
          gt(accountMail.expiresAt, now),
        ),
      )
      .orderBy(asc(accountMail.nextAttemptAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!due) return undefined;
    const [claimed] = await tx
      .update(accountMail)
      .set({ attempts: due.attempts + 1, nextAttemptAt: new Date(now.getTime() + claimMs) })
      .where(eq(accountMail.id, due.id))
      .returning();
    return claimed;
  });

async function sendOne(
  sender: Sender,
  row: MailRow,
  now: Date,
): Promise<"sent" | "failed" | "outage"> {
  const own = eq(accountMail.id, row.id);
  try {
    const { APP_URL } = env();
    const token = row.tokenSealed ? open(row.tokenSealed, mailTokenPlace(row.id)) : "";
    await sender.send({
      ...(await writeAccountMail({ kind: row.kind, data: row.data, token, appUrl: APP_URL })),
      to: { name: row.toName, email: row.toEmail },
      messageId: `${row.id}@${new URL(APP_URL).hostname}`,
    });
    await db()
      .update(accountMail)
      .set({ sentAt: now, tokenSealed: null, lastError: null })
      .where(own);
    return "sent";
  } catch (error) {
    await db()
      .update(accountMail)
      .set({
        nextAttemptAt: new Date(now.getTime() + waitAfter(row.attempts)),
        lastError: (error instanceof Error ? error.message : String(error)).slice(0, 500),
      })
      .where(own);
    return isOutage(error) ? "outage" : "failed";
  }
}
