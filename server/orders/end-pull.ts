import { and, eq, gte } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { etsyBudget } from "@/db/schema/etsy-budget";
import type { integration, pull } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { env } from "@/server/env";
import type { IntegrationRow } from "@/server/integrations/access";
import { recordIntegrationEvent } from "@/server/integrations/record-event";
import { notify } from "@/server/notifications/notify";
import { nextPullInMs } from "./next-pull";
import { toldSince } from "./told-since";

type PullRow = typeof pull.$inferSelect;
type IntegrationValues = Partial<typeof integration.$inferInsert>;

const dayMs = 24 * 3_600_000;

/** A check that failed is tried again within the hour. */
export const checkAgain = () => new Date(Date.now() + dayMs / 24);

/** What a check found is in the history of the integration, and told where the pulls had missed any. */
async function endCheck(
  tx: Transaction,
  row: PullRow,
  owner: IntegrationRow,
): Promise<IntegrationValues> {
  const data = { checked: row.receiptsSeen, missing: row.receiptsNew };
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
  return { nextCheckAt: new Date(Date.now() + dayMs * (0.9 + Math.random() * 0.1)) };
}

async function stretchNow(tx: Transaction): Promise<number> {
  const [budget] = await tx
    .select({ stretch: etsyBudget.readingStretch })
    .from(etsyBudget)
    .where(eq(etsyBudget.keystring, env().ETSY_KEYSTRING));
  return budget?.stretch ?? 1;
}

/** After a reading of changes the next one is planned by the rhythm of the shop. */
async function endChanges(
  tx: Transaction,
  row: PullRow,
  owner: IntegrationRow,
): Promise<IntegrationValues> {
  const now = new Date();
  const since = owner.lastNewReceiptAt ?? owner.activatedAt ?? now;
  const wait = nextPullInMs({
    intervalSeconds: env().PULL_INTERVAL_SECONDS,
    idleMs: +now - +since,
    spread: Math.random(),
    stretch: await stretchNow(tx),
  });
  if (owner.catchUpSince)
    await recordIntegrationEvent(tx, {
      organisationId: owner.organisationId,
      integrationId: owner.id,
      kind: "caught_up",
      data: {
        receipts: await tx.$count(
          orderLink,
          and(eq(orderLink.integrationId, owner.id), gte(orderLink.createdAt, owner.catchUpSince)),
        ),
      },
    });
  const told = await toldSince(tx, owner.etsyShopId, row.windowTo);
  return {
    lastPullSucceededAt: now,
    nextPullAt: told ? now : new Date(+now + wait),
    catchUpSince: null,
  };
}

/**
 * Tells what a pull that has read its whole window found, in the transaction of its last page.
 * `owner` is as that page leaves it.
 * @returns what the end changes in the integration's row.
 */
export const endPull = (
  tx: Transaction,
  row: PullRow,
  owner: IntegrationRow,
): Promise<IntegrationValues> =>
  row.kind === "check" ? endCheck(tx, row, owner) : endChanges(tx, row, owner);
