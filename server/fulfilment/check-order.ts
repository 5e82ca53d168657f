import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import { orderLink } from "@/db/schema/order-link";
import { customer } from "@/db/schema/organisation";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import type { OrderLinkEventInput, OrderLinkRow } from "@/server/orders/order-link";
import { settle } from "@/server/orders/order-link";
import type { HoldReason } from "@/server/orders/words";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import { markDispatched } from "./check-dispatches";
import { nextOrderLook } from "./next-look";

export type OrderCheck = {
  /** The order link whose parcels Etsy is to be told of now. */
  fulfil: string | null;
  /** The order link that waits for the answer of a create, which this order may be. */
  create: string | null;
};

const nothing: OrderCheck = { fulfil: null, create: null };

async function linkOf(
  organisationId: string,
  order: OutboundOrder,
): Promise<OrderLinkRow | undefined> {
  const own = eq(orderLink.outboundOrderId, order.id);
  const byReference = and(
    isNull(orderLink.outboundOrderId),
    ne(integration.status, "deleted"),
    eq(orderLink.receiptId, order.reference ?? ""),
    eq(customer.cartonCloudId, order.customerId ?? order.id),
  );
  const [found] = await db()
    .select({ link: orderLink })
    .from(orderLink)
    .innerJoin(customer, eq(customer.id, orderLink.customerId))
    .innerJoin(integration, eq(integration.id, orderLink.integrationId))
    .where(and(eq(orderLink.organisationId, organisationId), or(own, byReference)))
    // The one that has the order's id before those that only may have made it.
    .orderBy(sql`${orderLink.outboundOrderId} nulls last`)
    .limit(1);
  return found?.link;
}

/** What a newer reading of an order makes of its link; null when there is nothing new. */
function newsOf(row: OrderLinkRow, order: OutboundOrder): News | null {
  const back = row.state === "held" && row.holdReason === "order_gone";
  if (!back && order.version <= (row.outboundOrderVersion ?? -1)) return null;
  const seen = { outboundOrderStatus: order.status, outboundOrderVersion: order.version };
  const event = { kind: "order.status", data: { status: order.status } };
  if (row.state === "created" && order.status === "REJECTED") {
    const detail = { messages: order.errors };
    return {
      values: { ...seen, ...held("order_rejected", detail) },
      events: [event, holdEvent("order_rejected", detail)],
    };
  }
  if (row.state === "created") return { values: seen, events: [event] };
  const mended = back || row.holdReason === "order_rejected";
  if (row.state === "held" && mended && order.status !== "REJECTED")
    return {
      values: {
        ...seen,
        state: "created",
        holdReason: null,
        reasonDetail: null,
        lookAgainAt: nextOrderLook(new Date()),
      },
      events: [event],
    };
  return null;
}

type News = { values: Partial<OrderLinkRow>; events: OrderLinkEventInput[] };

const held = (holdReason: HoldReason, reasonDetail: Record<string, unknown>) => ({
  state: "held" as const,
  holdReason,
  reasonDetail,
});
const holdEvent = (reason: HoldReason, detail: Record<string, unknown>): OrderLinkEventInput => ({
  kind: "hold",
  data: { reason, ...detail },
});

/**
 * Holds the link of an order that CartonCloud has no more. It keeps the order's id: should the order
 * be there after all, its dispatch is still known for what it is.
 */
async function noteGone(organisationId: string, outboundOrderId: string): Promise<void> {
  await db().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(orderLink)
      .where(
        and(
          eq(orderLink.organisationId, organisationId),
          eq(orderLink.outboundOrderId, outboundOrderId),
          eq(orderLink.state, "created"),
        ),
      )
      .for("no key update");
    if (!row) return;
    const detail = { outboundOrderId };
    await settle(tx, row, held("order_gone", detail), holdEvent("order_gone", detail));
  });
}

/**
 * Reads one outbound order again and brings its order link up to that: also where it is gone, or
 * rejected after the fact. Safe to repeat and in any order: an older reading changes nothing.
 * @throws ApiError
 */
export async function checkOrder(
  organisationId: string,
  outboundOrderId: string,
): Promise<OrderCheck> {
  const order = await withCartonCloud(organisationId, (cartonCloud) =>
    cartonCloud.getOutboundOrder(outboundOrderId),
  );
  if (order) return bringUp(organisationId, order);
  await noteGone(organisationId, outboundOrderId);
  return nothing;
}

/**
 * Brings an order link up to a reading of its outbound order. An order that nothing here has the id
 * of yet, but that carries the reference of a receipt whose create is unclear, makes that receipt be
 * looked at now.
 */
export async function bringUp(organisationId: string, order: OutboundOrder): Promise<OrderCheck> {
  const fulfil = await markDispatched(organisationId, order);
  if (fulfil) return { ...nothing, fulfil };
  const link = await linkOf(organisationId, order);
  if (!link) return nothing;
  return db().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(orderLink)
      .where(eq(orderLink.id, link.id))
      .for("no key update");
    if (!row) return nothing;
    if (!row.outboundOrderId) {
      if (row.state !== "unknown" && row.state !== "creating") return nothing;
      await settle(tx, row, { nextAttemptAt: null });
      return { ...nothing, create: row.id };
    }
    const news = newsOf(row, order);
    if (news) await settle(tx, row, news.values, ...news.events);
    return nothing;
  });
}
