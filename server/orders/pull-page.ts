import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { integration, pull } from "@/db/schema/integration";
import { ApiError, DomainError } from "@/server/errors";
import { largestOffset } from "@/server/etsy/client";
import type { ReceiptPage } from "@/server/etsy/wire";
import { failpoint } from "@/server/failpoint";
import type { IntegrationRow } from "@/server/integrations/access";
import { ReconnectNeeded, withEtsy } from "@/server/integrations/connection";
import { recordIntegrationEvent } from "@/server/integrations/record-event";
import { noteAddresses } from "@/server/integrations/rights";
import { endPull } from "./end-pull";
import { failPull, worthAnotherTry } from "./fail-pull";
import { nextPage, pageQuery } from "./page-query";
import { storeReceipts } from "./store-receipts";

type PullRow = typeof pull.$inferSelect;

export type PageResult = {
  /** True when another page of the same pull is to be read. */
  more: boolean;
  seen: number;
  added: number;
  /** The organisation, where outbound orders are due by what was read. */
  ordersDueOf: string | null;
};

const nothing: PageResult = { more: false, seen: 0, added: 0, ordersDueOf: null };

async function readPull(pullId: string): Promise<{ pull: PullRow; owner: IntegrationRow } | null> {
  const [row] = await db()
    .select({ pull, owner: integration })
    .from(pull)
    .innerJoin(integration, eq(integration.id, pull.integrationId))
    .where(eq(pull.id, pullId));
  return row?.pull.state === "running" ? row : null;
}

/**
 * Reads one page of a pull, oldest change first, and stores it together with how far the pull is.
 * The cursor moves in the transaction of the page, never past a receipt that was stored, and by
 * Etsy's clock alone. Safe to repeat and to run twice at once: the page that comes second is dropped.
 * @throws ApiError when Etsy does not serve the page now
 */
export async function pullPage(pullId: string): Promise<PageResult> {
  const started = await readPull(pullId);
  if (!started) return nothing;
  const { owner } = started;
  if (owner.status !== "active" || !owner.etsyShopId) {
    await failPull(pullId, "The integration is not active.");
    return nothing;
  }
  if (started.pull.offset > largestOffset) {
    await failPull(pullId, "More receipts changed in one second than Etsy lets anyone read.");
    return nothing;
  }
  let page: ReceiptPage;
  const shopId = owner.etsyShopId;
  // Before it is asked for: what changes while the page is under way is newer than the page.
  const askedAt = new Date();
  if (FAILPOINTS) failpoint("page.fetched.before");
  try {
    page = await withEtsy(owner.id, (etsy) => etsy.getReceipts(shopId, pageQuery(started.pull)));
  } catch (error) {
    if (error instanceof ReconnectNeeded) {
      await failPull(pullId, error.message);
      return nothing;
    }
    if (error instanceof ApiError && error.status === 429) {
      // A shop out of quota waits by itself; no worker waits with it.
      await failPull(pullId, error.message, Math.min(error.retryAfterSeconds ?? 60, 86_400));
      return nothing;
    }
    if (error instanceof ApiError && error.passing && !(await worthAnotherTry(started.pull))) {
      await failPull(pullId, error.message);
      return nothing;
    }
    throw error;
  }
  if (FAILPOINTS) failpoint("page.fetched.after");
  const stored = await storePage(started.pull, page, askedAt);
  if (FAILPOINTS) failpoint("cursor.saved.after");
  return stored;
}

/** The columns of an integration that follow a page of changes: its cursor, which never goes back, and its rhythm. */
const cursorAfter = (owner: IntegrationRow, seenUpTo: Date | null, added: number) => ({
  ...(seenUpTo && (!owner.pullCursor || seenUpTo > owner.pullCursor)
    ? { pullCursor: seenUpTo }
    : {}),
  ...(added > 0 ? { lastNewReceiptAt: new Date() } : {}),
});

async function storePage(seen: PullRow, page: ReceiptPage, askedAt: Date): Promise<PageResult> {
  return inTransaction(async (tx) => {
    const [row] = await tx.select().from(pull).where(eq(pull.id, seen.id)).for("update");
    const another = row?.receiptsSeen !== seen.receiptsSeen || row.phase !== seen.phase;
    if (row?.state !== "running" || another) return nothing;
    const [owner] = await tx
      .select()
      .from(integration)
      .where(eq(integration.id, row.integrationId))
      .for("no key update");
    if (!owner) throw new DomainError("conflict", "The integration is gone.");
    if (FAILPOINTS) failpoint("rows.inserted.before");
    const { added, missed, due } = await storeReceipts(tx, owner, page.receipts, askedAt);
    await noteAddresses(tx, owner.id, page.receipts);
    // An entry without an id can have no order link; the daily check says that it is there.
    const unreadable = page.length - page.receipts.length;
    if (unreadable > 0 && row.kind === "check")
      await recordIntegrationEvent(tx, {
        organisationId: owner.organisationId,
        integrationId: owner.id,
        kind: "receipts.unreadable",
        data: { count: unreadable },
      });
    if (FAILPOINTS) failpoint("rows.inserted.after");
    const { more, ...next } = nextPage(row, page);
    const read = {
      ...next,
      receiptsSeen: row.receiptsSeen + page.length,
      receiptsNew: row.receiptsNew + (row.kind === "check" ? missed : added),
    };
    const moved = row.kind === "changes" ? cursorAfter(owner, next.seenUpTo, added) : {};
    const end = more ? {} : await endPull(tx, { ...row, ...read }, { ...owner, ...moved });
    const now = new Date();
    await tx
      .update(pull)
      .set({
        ...read,
        touchedAt: now,
        ...(more ? {} : { state: "succeeded" as const, finishedAt: now }),
      })
      .where(eq(pull.id, row.id));
    const values = { ...moved, ...end };
    if (Object.keys(values).length > 0)
      await tx.update(integration).set(values).where(eq(integration.id, owner.id));
    if (FAILPOINTS) failpoint("cursor.saved.before");
    return {
      more,
      seen: page.length,
      added,
      ordersDueOf: due > 0 ? owner.organisationId : null,
    };
  });
}
