import { isUniqueViolation } from "@/db/errors";
import type { OutboundOrderInput } from "@/server/cartoncloud/client";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import type { Receipt } from "@/server/etsy/wire";
import { failpoint } from "@/server/failpoint";
import { nextOrderLook } from "@/server/fulfilment/next-look";
import type { Attempt, Claim } from "./claim";
import { finish, finishBy, finishUnchanged } from "./claim";
import { newsOf } from "./news-since-sent";
import type { OrderLinkRow, SeenOrderLink } from "./order-link";
import type { Reference } from "./same-order";
import { flawOf, pickFound } from "./same-order";
import { tellStop } from "./stop-ship";
import type { HoldReason } from "./words";

/** A claimed receipt whose order is there, or may be. `order` is null where none would be sent now. */
export type Expected = Claim & {
  receipt: Receipt | null;
  reference: Reference;
  order: OutboundOrderInput | null;
  warehouseId: string | null;
};

export type Ready = Expected & { order: OutboundOrderInput };

/** Ends an attempt with what a person has to answer. */
export const hold = (
  claim: Claim,
  reason: HoldReason,
  detail: Record<string, unknown>,
  values = {},
): Promise<Attempt> =>
  finish(claim, { ...values, state: "held", holdReason: reason, reasonDetail: detail }, null, {
    kind: "hold",
    data: { reason, ...detail },
  });

/** The columns of a link whose outbound order goes its way, by what the order itself shows. */
export function shownBy(order: OutboundOrder) {
  const dispatched = order.status === "DISPATCHED";
  return {
    state: dispatched ? ("dispatched" as const) : ("created" as const),
    outboundOrderStatus: order.status,
    outboundOrderVersion: order.version,
    dispatchedAt: dispatched ? (order.dispatchedAt ?? new Date()) : null,
    lookAgainAt: dispatched ? null : nextOrderLook(new Date()),
  };
}

/**
 * Records the outbound order that a receipt became, in the state that the order itself shows, and what
 * became of the receipt since the order was sent. `marked` is the link as it was marked for that.
 */
export async function accept(
  expected: Expected,
  order: OutboundOrder,
  how: "order.created" | "order.adopted",
  marked?: SeenOrderLink,
): Promise<Attempt> {
  const values = {
    outboundOrderId: order.id,
    outboundOrderStatus: order.status,
    outboundOrderVersion: order.version,
    outboundOrderNumber: order.number,
    ...(expected.warehouseId ? { warehouseId: expected.warehouseId } : {}),
    orderCreatedAt: expected.row.orderCreatedAt ?? new Date(),
    lastError: null,
  };
  const event = { kind: how, data: { outboundOrderId: order.id, status: order.status } };
  try {
    const flaw = flawOf(order, expected.order);
    if (flaw)
      return await hold(expected, flaw.reason, flaw.detail, {
        ...values,
        lookAgainAt: nextOrderLook(new Date()),
      });
    const made = { ...values, ...shownBy(order), holdReason: null, reasonDetail: null };
    const outcomeBy = (current: OrderLinkRow) => {
      const { stop, ...news } = newsOf({ ...current, ...made }, expected.receipt);
      const outcome = { values: { ...made, ...news.values }, events: [event, ...news.events] };
      return { outcome, stop: made.dispatchedAt ? null : stop };
    };
    if (FAILPOINTS) failpoint("order.saved.before");
    if (marked) {
      const { outcome, stop } = outcomeBy(marked);
      const done = stop ? null : await finishUnchanged(marked, outcome);
      if (done) return done;
    }
    return await finishBy(expected, null, async (current, tx) => {
      const { outcome, stop } = outcomeBy(current);
      if (stop) await tellStop(tx, current, stop, order.number);
      return outcome;
    });
  } catch (error) {
    // Another receipt's link has this order already: it cannot be ours too.
    if (isUniqueViolation(error))
      return hold(expected, "reference_taken", { outboundOrderId: order.id });
    throw error;
  }
}

/** What is in CartonCloud under the receipt's reference: adopted when it is ours, else a hold. */
export async function adopt(expected: Expected, found: OutboundOrder[]): Promise<Attempt> {
  const picked = pickFound(found, expected, () => expected.row.createSentAt !== null);
  if (!picked) throw new Error("Nothing was found to adopt.");
  const { candidate, own } = picked;
  if (!own)
    return hold(expected, "reference_taken", {
      outboundOrderId: candidate.id,
      number: candidate.number,
    });
  return accept(expected, candidate, "order.adopted");
}
