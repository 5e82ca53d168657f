import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import { queuedUntil, settle } from "@/server/orders/order-link";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";

/** Read again before the cursor, in milliseconds: a dispatch may become visible late. */
const overlapMs = 10 * 60_000;

/** States of links whose outbound order may be dispatched; a rejected one that was mended among them. */
const waiting = ["created", "held"] as const;

/** Marks the order link of a dispatched order; its id when Etsy is to be told now, else null. */
export async function markDispatched(
  organisationId: string,
  order: OutboundOrder,
): Promise<string | null> {
  if (order.status !== "DISPATCHED") return null;
  return db().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(orderLink)
      .where(
        and(
          eq(orderLink.organisationId, organisationId),
          eq(orderLink.outboundOrderId, order.id),
          inArray(orderLink.state, [...waiting]),
        ),
      )
      .for("update");
    if (!row || row.dispatchedAt) return null;
    await settle(
      tx,
      row,
      {
        state: "dispatched",
        holdReason: null,
        reasonDetail: null,
        outboundOrderStatus: order.status,
        outboundOrderVersion: order.version,
        dispatchedAt: order.dispatchedAt ?? new Date(),
        lookAgainAt: null,
        attempts: row.attempts + 1,
        leaseUntil: null,
        nextAttemptAt: null,
        queuedUntil: queuedUntil(),
      },
      { kind: "dispatched", data: { outboundOrderId: order.id } },
    );
    return row.id;
  });
}

/**
 * Asks CartonCloud which orders were dispatched since the last look and marks their links. The cursor
 * follows CartonCloud's clock and moves after the marks are stored. Safe to repeat.
 * @returns ids of order links to fulfil. @throws ApiError
 */
export async function checkDispatches(organisationId: string): Promise<string[]> {
  const where = eq(cartonCloudConnection.organisationId, organisationId);
  const [connection] = await db().select().from(cartonCloudConnection).where(where);
  if (!connection?.tenantId) return [];
  const [oldest] = await db()
    .select({ at: sql<string | null>`min(${orderLink.orderCreatedAt})` })
    .from(orderLink)
    .where(
      and(
        eq(orderLink.organisationId, organisationId),
        inArray(orderLink.state, [...waiting]),
        isNull(orderLink.dispatchedAt),
      ),
    );
  const polled = () =>
    db().update(cartonCloudConnection).set({ dispatchPolledAt: new Date() }).where(where);
  if (!oldest?.at) {
    await polled();
    return [];
  }
  const from = connection.dispatchCursor ?? new Date(oldest.at);
  const due: string[] = [];
  // An order that is dated ahead must not carry the cursor past the ones that follow.
  const begun = new Date();
  let latest = connection.dispatchCursor;
  for (let page = 1; ; page++) {
    const answer = await withCartonCloud(organisationId, (cartonCloud) =>
      cartonCloud.searchDispatchedSince(new Date(+from - overlapMs), page),
    );
    for (const order of answer.rows) {
      const id = await markDispatched(organisationId, order);
      if (id) due.push(id);
      const at = order.dispatchedAt && order.dispatchedAt < begun ? order.dispatchedAt : null;
      if (at && (!latest || at > latest)) latest = at;
    }
    if (page >= answer.totalPages || answer.rows.length === 0) break;
  }
  await db()
    .update(cartonCloudConnection)
    .set({ dispatchCursor: latest, dispatchPolledAt: new Date() })
    .where(where);
  return due;
}
