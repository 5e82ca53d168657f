import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { integration, pull } from "@/db/schema/integration";
import { env } from "@/server/env";
import type { IntegrationRow } from "@/server/integrations/access";
import { recordIntegrationEvent } from "@/server/integrations/record-event";
import { notify } from "@/server/notifications/notify";
import { nextPullInMs } from "./next-pull";
import { toldSince } from "./told-since";

type PullRow = typeof pull.$inferSelect;

const dayMs = 24 * 3_600_000;

/** A check that failed is tried again within the hour. */
export const checkAgain = () => new Date(Date.now() + dayMs / 24);

/** Ends a check: what it found is in the history of the integration, and told where the pulls had missed any. */
async function endCheck(tx: Transaction, row: PullRow, owner: IntegrationRow) {
  const data = { checked: row.receiptsSeen, missing: row.receiptsNew };
  await tx
    .update(integration)
    .set({ nextCheckAt: new Date(Date.now() + dayMs * (0.9 + Math.random() * 0.1)) })
    .where(eq(integration.id, owner.id));
  await recordIntegrationEvent(tx, {
    organisationId: owner.organisationId,
    integrationId: owner.id,
    kind: "check.finished",
    data,
  });
  if (row.receiptsNew > 0)
    await notify(tx, {
      organisationId: owner.organisationId,
      integrationId: owner.id,
      kind: "receipts_missed",
      data: { count: row.receiptsNew, checked: row.receiptsSeen },
      occurrence: `receipts_missed:${row.id}`,
    });
}

/** Ends a reading of changes: the next one is planned by the rhythm of the shop. */
async function endChanges(tx: Transaction, row: PullRow, owner: IntegrationRow) {
  const now = new Date();
  const since = owner.lastNewReceiptAt ?? owner.activatedAt ?? now;
  const wait = nextPullInMs({
    intervalSeconds: env().PULL_INTERVAL_SECONDS,
    idleMs: +now - +since,
    spread: Math.random(),
  });
  await tx
    .update(integration)
    .set({
      lastPullSucceededAt: now,
      nextPullAt: (await toldSince(tx, owner.etsyShopId, row.windowTo))
        ? now
        : new Date(+now + wait),
      catchUpSince: null,
    })
    .where(eq(integration.id, owner.id));
  if (owner.catchUpSince)
    await recordIntegrationEvent(tx, {
      organisationId: owner.organisationId,
      integrationId: owner.id,
      kind: "caught_up",
      data: { receipts: row.receiptsNew },
    });
}

/** Ends a pull that has read its whole window, in the transaction of its last page. */
export async function endPull(tx: Transaction, row: PullRow, owner: IntegrationRow): Promise<void> {
  await tx
    .update(pull)
    .set({ state: "succeeded", finishedAt: new Date() })
    .where(eq(pull.id, row.id));
  if (row.kind === "check") await endCheck(tx, row, owner);
  else await endChanges(tx, row, owner);
}
