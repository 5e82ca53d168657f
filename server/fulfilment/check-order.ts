import { and, eq, isNull, or } from "drizzle-orm";
import { db } from "@/db/client";
import { orderLink } from "@/db/schema/order-link";
import { customer } from "@/db/schema/organisation";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import type { OrderLinkRow } from "@/server/orders/order-link";
import { settle } from "@/server/orders/order-link";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import { markDispatched } from "./check-dispatches";

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
    eq(orderLink.receiptId, order.reference ?? ""),
    eq(customer.cartonCloudId, order.customerId ?? order.id),
  );
  const [found] = await db()
    .select({ link: orderLink })
    .from(orderLink)
    .innerJoin(customer, eq(customer.id, orderLink.customerId))
    .where(and(eq(orderLink.organisationId, organisationId), or(own, byReference)));
  return found?.link;
}

/** The columns that a newer reading of an order changes; null when there is nothing new. */
function newsOf(row: OrderLinkRow, order: OutboundOrder) {
  if (order.version <= (row.outboundOrderVersion ?? -1)) return null;
  const seen = { outboundOrderStatus: order.status, outboundOrderVersion: order.version };
  if (row.state === "created") return seen;
  const mended = row.holdReason === "order_rejected" && order.status !== "REJECTED";
  if (row.state === "held" && mended)
    return { ...seen, state: "created" as const, holdReason: null, reasonDetail: null };
  return null;
}

/**
 * Reads one outbound order again and brings its order link up to that. An order that nothing here
 * has the id of yet, but that carries the reference of a receipt whose create is unclear, makes that
 * receipt be looked at now. Safe to repeat and in any order: an older reading changes nothing.
 * @throws ApiError
 */
export async function checkOrder(
  organisationId: string,
  outboundOrderId: string,
): Promise<OrderCheck> {
  const order = await withCartonCloud(organisationId, (cartonCloud) =>
    cartonCloud.getOutboundOrder(outboundOrderId),
  );
  if (!order) return nothing;
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
    if (news) await settle(tx, row, news, { kind: "order.status", data: { status: order.status } });
    return nothing;
  });
}
