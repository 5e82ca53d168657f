import { eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { mail, notification } from "@/db/schema/notification";
import { recipientsOf } from "./recipients";

const atOnce = 50;

/** Lays out the mails of new notifications, one per recipient. @returns how many mails are new. */
export async function addressMails(): Promise<number> {
  let laidOut = 0;
  for (;;) {
    const notices = await db().transaction(async (tx) => {
      const fresh = await tx
        .select()
        .from(notification)
        .where(isNull(notification.addressedAt))
        .orderBy(notification.createdAt)
        .limit(atOnce)
        .for("update", { skipLocked: true });
      for (const notice of fresh) {
        const recipients = await recipientsOf(tx, notice);
        if (recipients.length > 0) {
          const rows = recipients.map(({ userId }) => ({ notificationId: notice.id, userId }));
          await tx.insert(mail).values(rows).onConflictDoNothing();
        }
        await tx
          .update(notification)
          .set({ addressedAt: new Date() })
          .where(eq(notification.id, notice.id));
        laidOut += recipients.length;
      }
      return fresh.length;
    });
    if (notices < atOnce) return laidOut;
  }
}
