import { and, desc, eq, ne } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { integration, pull } from "@/db/schema/integration";
import { env } from "@/server/env";
import { checkAgain } from "./end-pull";
import { pullAgainInMs } from "./next-pull";

type PullRow = typeof pull.$inferSelect;

/** So many pulls of the past are looked at: more in a row make no difference. */
const lookedAt = 5;

/** How many pulls of the shop failed in a row before this one; those that Etsy put off do not count. */
export async function failedBefore(
  tx: Queryable,
  { id, integrationId, kind }: Pick<PullRow, "id" | "integrationId" | "kind">,
): Promise<number> {
  const before = await tx
    .select({ state: pull.state })
    .from(pull)
    .where(
      and(
        eq(pull.integrationId, integrationId),
        eq(pull.kind, kind),
        ne(pull.id, id),
        eq(pull.parked, false),
      ),
    )
    .orderBy(desc(pull.startedAt))
    .limit(lookedAt);
  const lastGood = before.findIndex(({ state }) => state !== "failed");
  return lastGood < 0 ? before.length : lastGood;
}

/**
 * Ends a running pull that cannot go on; the cursor stays where it is. The next one comes after what
 * Etsy asked for, else the later the more failed before it. Safe to repeat.
 */
export async function failPull(
  pullId: string,
  error: string,
  retryAfterSeconds?: number,
): Promise<void> {
  await inTransaction(async (tx) => {
    const [row] = await tx.select().from(pull).where(eq(pull.id, pullId)).for("update");
    if (row?.state !== "running") return;
    // Locked before the first write: whoever opens a pull holds it while meeting this row.
    const [owner] = await tx
      .select({ status: integration.status })
      .from(integration)
      .where(eq(integration.id, row.integrationId))
      .for("no key update");
    const waitMs =
      retryAfterSeconds === undefined
        ? pullAgainInMs({
            intervalSeconds: env().PULL_INTERVAL_SECONDS,
            failures: 1 + (await failedBefore(tx, row)),
            spread: Math.random(),
          })
        : retryAfterSeconds * 1000;
    await tx
      .update(pull)
      .set({
        state: "failed",
        error,
        finishedAt: new Date(),
        parked: retryAfterSeconds !== undefined,
      })
      .where(eq(pull.id, pullId));
    if (owner?.status === "active")
      await tx
        .update(integration)
        .set(
          row.kind === "check"
            ? { nextCheckAt: checkAgain() }
            : { nextPullAt: new Date(Date.now() + waitMs) },
        )
        .where(eq(integration.id, row.integrationId));
  });
}

/**
 * Whether a failure that may pass is worth another try within its pull. Where the pull before failed
 * too it is an outage, in which one call a pull is enough.
 */
export const worthAnotherTry = async (row: PullRow): Promise<boolean> =>
  (await failedBefore(db(), row)) === 0;
