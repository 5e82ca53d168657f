import type { SQL } from "drizzle-orm";
import { and, eq, exists, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink, orderLinkEvent } from "@/db/schema/order-link";
import { recordOrderLinkEvents } from "./order-link";

const dayMs = 86_400_000;
const keptAfterDispatchMs = 30 * dayMs;
const keptAfterRejectionMs = 7 * dayMs;
const mostAtOnce = 1000;

/** Facts that quote another system or a person, who may have named the buyer. */
const quoting = sql`array['message', 'messages', 'why']`;

/** Whether anything that may name the buyer is kept. */
const holdsPersonalData = and(
  isNull(orderLink.personalDataErasedAt),
  or(isNotNull(orderLink.receiptSealed), isNotNull(orderLink.addressSealed)),
);

/**
 * Takes the buyer's personal data out of order links and of their timelines, in the caller's
 * transaction. Ids, SKUs, times and parcels stay. @returns which ones were erased
 */
export async function eraseOf(tx: Transaction, which: SQL | undefined, now: Date) {
  const erased = await tx
    .update(orderLink)
    .set({
      receiptSealed: null,
      addressSealed: null,
      editedReceiptSealed: null,
      reasonDetail: sql`${orderLink.reasonDetail} - ${quoting}`,
      lastError: null,
      personalDataErasedAt: now,
    })
    .where(which)
    .returning({ orderLinkId: orderLink.id, organisationId: orderLink.organisationId });
  if (erased.length > 0)
    await tx
      .update(orderLinkEvent)
      .set({ data: sql`${orderLinkEvent.data} - ${quoting}` })
      .where(
        and(
          inArray(
            orderLinkEvent.orderLinkId,
            erased.map(({ orderLinkId }) => orderLinkId),
          ),
          sql`${orderLinkEvent.data} ?| ${quoting}`,
        ),
      );
  return erased;
}

/**
 * Erases buyers' personal data 30 days after dispatch, 7 days after a receipt was skipped or its
 * order rejected, and 30 days after the integration was deleted, as nothing works it off any more.
 * Ids, SKUs and times stay. Safe to repeat. @returns how many order links were erased
 */
export async function erasePersonalData(now: Date): Promise<number> {
  const longAgo = new Date(+now - keptAfterDispatchMs);
  return db().transaction(async (tx) => {
    const due = tx
      .select({ id: orderLink.id })
      .from(orderLink)
      .where(
        and(
          holdsPersonalData,
          or(
            lt(orderLink.dispatchedAt, longAgo),
            and(
              or(
                eq(orderLink.state, "skipped"),
                and(eq(orderLink.state, "held"), eq(orderLink.holdReason, "order_rejected")),
              ),
              lt(orderLink.updatedAt, new Date(+now - keptAfterRejectionMs)),
            ),
            exists(
              tx
                .select({ id: integration.id })
                .from(integration)
                .where(
                  and(
                    eq(integration.id, orderLink.integrationId),
                    eq(integration.status, "deleted"),
                    lt(integration.deletedAt, longAgo),
                  ),
                ),
            ),
          ),
        ),
      )
      .limit(mostAtOnce)
      .for("update", { skipLocked: true });
    const erased = await eraseOf(tx, inArray(orderLink.id, due), now);
    await recordOrderLinkEvents(
      tx,
      erased.map((one) => ({ ...one, kind: "personal_data.erased" })),
    );
    return erased.length;
  });
}
