import { eq, lt, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { attemptCount } from "@/db/schema/sign-in";

/** How many attempts a subject has within a window that begins with the first; the window in s. */
export type Limit = { subject: string; most: number; windowSeconds: number };

/** One of thousand attempts tidies up what is over. */
const tidyOneIn = 1000;

/**
 * Counts an attempt for each limit in turn, in the database, so that all processes count together.
 * The first limit that is reached refuses; those after it then count nothing, so that what one
 * address tries in vain uses up nothing of the others.
 * @returns 0, or the seconds to wait until it may be tried again.
 */
export async function countAttempt(limits: readonly Limit[]): Promise<number> {
  if (Math.random() < 1 / tidyOneIn)
    await db().delete(attemptCount).where(lt(attemptCount.endsAt, sql`now()`));
  for (const { subject, most, windowSeconds } of limits) {
    const over = sql`${attemptCount.endsAt} <= now()`;
    const [row] = await db()
      .insert(attemptCount)
      .values({
        subject,
        attempts: 1,
        endsAt: sql`now() + make_interval(secs => ${windowSeconds})`,
      })
      .onConflictDoUpdate({
        target: attemptCount.subject,
        set: {
          attempts: sql`case when ${over} then 1 else ${attemptCount.attempts} + 1 end`,
          endsAt: sql`case when ${over} then excluded.ends_at else ${attemptCount.endsAt} end`,
        },
      })
      .returning({
        attempts: attemptCount.attempts,
        seconds: sql<number>`ceil(extract(epoch from ${attemptCount.endsAt} - now()))::int`,
      });
    if (row && row.attempts > most) return Math.max(row.seconds, 1);
  }
  return 0;
}

/** Takes back the attempts that turned out right: `forget` starts anew, the others count one less. */
export async function attemptWasRight(limits: readonly (Limit & { forget: boolean })[]) {
  for (const { subject, forget } of limits)
    if (forget) await db().delete(attemptCount).where(eq(attemptCount.subject, subject));
    else
      await db()
        .update(attemptCount)
        .set({ attempts: sql`greatest(${attemptCount.attempts} - 1, 0)` })
        .where(eq(attemptCount.subject, subject));
}

/** How long to wait, for people: "45 seconds", "12 minutes". */
export const waitInWords = (seconds: number): string =>
  seconds < 60
    ? `${seconds} second${seconds === 1 ? "" : "s"}`
    : `${Math.ceil(seconds / 60)} minute${seconds > 60 ? "s" : ""}`;
