import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { orderLink } from "@/db/schema/order-link";
import type { OutboundOrderInput } from "@/server/cartoncloud/client";
import { duplicateOf } from "@/server/cartoncloud/client";
import type { OutboundOrder } from "@/server/cartoncloud/wire";
import { ApiError, DomainError } from "@/server/errors";
import { failpoint } from "@/server/failpoint";
import { ReconnectNeeded } from "@/server/integrations/connection";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import type { Attempt, Claim } from "./claim";
import { claimOrderLink, finish, notDue } from "./claim";
import type { Held, Skipped } from "./classify-receipt";
import { decide } from "./decide-order";
import { failAttempt, stumble } from "./fail-attempt";
import { readMappingSettings } from "./mapping-settings";
import { takeOrderSlot } from "./order-slot";
import { droppedLines, hasOurReference, isSameOrder } from "./same-order";
import type { HoldReason } from "./schema";

/** Waits before each new search after a create whose answer was lost, in milliseconds. */
const searchAgainAfterMs = [2000, 10_000, 30_000, 120_000];
/** A create whose answer was lost is repeated only when the order has not turned up by then. */
const repeatAfterMs = 120_000;

type Ready = Claim & { order: OutboundOrderInput; warehouseId: string };

const hold = (claim: Claim, reason: HoldReason, detail: Record<string, unknown>, values = {}) =>
  finish(claim, { ...values, state: "held", holdReason: reason, reasonDetail: detail }, null, {
    kind: "hold",
    data: { reason, ...detail },
  });

/** The columns of a link whose outbound order goes its way, by what the order itself shows. */
function shownBy(order: OutboundOrder) {
  const dispatched = order.status === "DISPATCHED";
  return {
    state: dispatched ? ("dispatched" as const) : ("created" as const),
    outboundOrderStatus: order.status,
    outboundOrderVersion: order.version,
    dispatchedAt: dispatched ? (order.dispatchedAt ?? new Date()) : null,
  };
}

/** Records the outbound order that a receipt became, in the state that the order itself shows. */
async function accept(
  ready: Ready,
  order: OutboundOrder,
  how: "order.created" | "order.adopted",
): Promise<Attempt> {
  const values = {
    outboundOrderId: order.id,
    outboundOrderStatus: order.status,
    outboundOrderVersion: order.version,
    outboundOrderNumber: order.number,
    warehouseId: ready.warehouseId,
    orderCreatedAt: ready.row.orderCreatedAt ?? new Date(),
    lastError: null,
  };
  const event = { kind: how, data: { outboundOrderId: order.id, status: order.status } };
  try {
    if (order.status === "REJECTED")
      return await hold(ready, "order_rejected", { messages: order.errors }, values);
    const dropped = droppedLines(order, ready.order);
    if (dropped.length > 0)
      return await hold(ready, "lines_dropped", { productCodes: dropped }, values);
    return await finish(
      ready,
      {
        ...values,
        ...shownBy(order),
        holdReason: null,
        reasonDetail: null,
      },
      null,
      event,
    );
  } catch (error) {
    // Another receipt's link has this order already: it cannot be ours too.
    if (isUniqueViolation(error))
      return hold(ready, "reference_taken", { outboundOrderId: order.id });
    throw error;
  }
}

/** What is in CartonCloud under the receipt's reference: adopted when it is ours, else a hold. */
async function adopt(ready: Ready, found: OutboundOrder[]): Promise<Attempt> {
  const live = found.filter(({ status }) => status !== "REJECTED");
  const [candidate, ...others] = live.length > 0 ? live : found;
  if (!candidate) throw new Error("Nothing was found to adopt.");
  const ours =
    hasOurReference(candidate, ready.order) &&
    (ready.row.createSentAt !== null || isSameOrder(candidate, ready.order));
  if (others.length > 0 || !ours)
    return hold(ready, "reference_taken", {
      outboundOrderId: candidate.id,
      number: candidate.number,
    });
  return accept(ready, candidate, "order.adopted");
}

/** A failure of the other side that will pass, or that the whole connection shares: tried again later. */
async function later(claim: Claim, error: unknown): Promise<Attempt> {
  if (error instanceof ReconnectNeeded || error instanceof DomainError)
    return finish(claim, { lastError: error.message }, 5 * 60_000);
  if (!(error instanceof ApiError)) return stumble(claim, error);
  return failAttempt(claim, error, {
    kind: "error.retry",
    data: { system: error.system, status: error.status, message: error.message },
  });
}

async function send(ready: Ready): Promise<Attempt> {
  const slot = await takeOrderSlot(ready.row.organisationId);
  if (!slot.taken) return finish(ready, {}, slot.waitMs);
  if (slot.waitMs > 0) await new Promise((resume) => setTimeout(resume, slot.waitMs));

  // From this commit on the order may exist, whatever happens to this process.
  const marked = await db()
    .update(orderLink)
    .set({ state: "creating", createSentAt: new Date() })
    .where(
      and(
        eq(orderLink.id, ready.row.id),
        eq(orderLink.attempts, ready.row.attempts),
        inArray(orderLink.state, ["received", "creating", "unknown"]),
      ),
    )
    .returning({ id: orderLink.id });
  if (marked.length === 0) return notDue;
  if (FAILPOINTS) failpoint("order.marked");
  try {
    const order = await withCartonCloud(ready.row.organisationId, (cartonCloud) =>
      cartonCloud.createOutboundOrder(ready.order),
    );
    if (FAILPOINTS) failpoint("order.posted");
    const saved = await accept(ready, order, "order.created");
    if (FAILPOINTS) failpoint("order.saved");
    return saved;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refused(ready, error);
  }
}

async function refused(ready: Ready, error: ApiError): Promise<Attempt> {
  const duplicateId = duplicateOf(error);
  if (duplicateId) {
    // A clear no: this post made nothing, so what is found has to prove itself.
    await db()
      .update(orderLink)
      .set({ createSentAt: ready.row.createSentAt })
      .where(and(eq(orderLink.id, ready.row.id), eq(orderLink.attempts, ready.row.attempts)));
    const order = await withCartonCloud(ready.row.organisationId, (cartonCloud) =>
      cartonCloud.getOutboundOrder(duplicateId),
    );
    if (order) return adopt(ready, [order]);
  }
  if (error.effectUnknown)
    return failAttempt(
      ready,
      error,
      { kind: "create.unclear", data: { status: error.status, message: error.message } },
      { state: "unknown", waitMs: searchAgainAfterMs[0] },
    );
  // A clear no: nothing was created, so the next attempt starts afresh.
  const afresh = { createSentAt: ready.row.createSentAt, state: "received" as const };
  if (error.status === 429 || error.status === 401 || error.status === 403) {
    const waitMs = error.status === 429 ? (error.retryAfterSeconds ?? 60) * 1000 : 5 * 60_000;
    return finish(ready, { ...afresh, lastError: error.message }, waitMs, {
      kind: "error.retry",
      data: { system: error.system, status: error.status, message: error.message },
    });
  }
  return hold(ready, "refused", { message: error.message, status: error.status }, afresh);
}

/** A link whose order exists but was held: looked at again by id, never sent again while it is there. */
async function recheck(claim: Claim, outboundOrderId: string): Promise<Attempt> {
  const order = await withCartonCloud(claim.row.organisationId, (cartonCloud) =>
    cartonCloud.getOutboundOrder(outboundOrderId),
  );
  if (!order)
    return hold(
      claim,
      "order_gone",
      { outboundOrderId },
      {
        outboundOrderId: null,
        outboundOrderStatus: null,
        createSentAt: null,
      },
    );
  if (order.status === "REJECTED")
    return hold(
      claim,
      "order_rejected",
      { messages: order.errors },
      {
        outboundOrderStatus: order.status,
        outboundOrderVersion: order.version,
      },
    );
  return finish(claim, { ...shownBy(order), holdReason: null, reasonDetail: null }, null, {
    kind: "order.status",
    data: { status: order.status },
  });
}

/** A create was sent, and the receipt would no longer be imported: what it made is not forgotten. */
async function afterSent(
  claim: Claim,
  createSentAt: Date,
  decision: Held | Skipped,
): Promise<Attempt | null> {
  const { cartonCloudCustomerId } = await readMappingSettings(claim.integration);
  const found = await withCartonCloud(claim.row.organisationId, (cartonCloud) =>
    cartonCloud.findOutboundOrders(cartonCloudCustomerId, claim.row.receiptId),
  );
  const order = found.find(({ status }) => status !== "REJECTED");
  const sinceSent = Date.now() - +createSentAt;
  if (!order)
    return sinceSent < repeatAfterMs
      ? finish(claim, { state: "unknown" }, repeatAfterMs - sinceSent + 100)
      : null;
  return finish(
    claim,
    {
      ...shownBy(order),
      outboundOrderId: order.id,
      outboundOrderNumber: order.number,
      orderCreatedAt: new Date(),
      stopShipAt: new Date(),
      stopShipReason: decision.reason,
      lastError: null,
    },
    null,
    { kind: "order.adopted", data: { outboundOrderId: order.id, status: order.status } },
    { kind: "stop_ship", data: { status: decision.reason } },
  );
}

/**
 * One attempt at the outbound order of a receipt. Never makes a second one: it searches by reference
 * first, marks what it is about to send before it sends it, and after an unclear answer searches
 * again for two minutes before it repeats. Safe to run twice, at once, and after a crash at any line.
 */
export async function createOrder(orderLinkId: string): Promise<Attempt> {
  const claim = await claimOrderLink(orderLinkId, ["received", "creating", "unknown"]);
  if (!claim) return notDue;
  const { row } = claim;
  try {
    if (FAILPOINTS) failpoint("receipt.claimed");
    if (row.outboundOrderId) return await recheck(claim, row.outboundOrderId);
    const decision = await decide(claim);
    if (decision.kind !== "order" && row.createSentAt) {
      const sent = await afterSent(claim, row.createSentAt, decision);
      if (sent) return sent;
    }
    if (decision.kind === "hold") return await hold(claim, decision.reason, decision.detail);
    if (decision.kind === "skip")
      return await finish(claim, { state: "skipped", skipReason: decision.reason }, null, {
        kind: "skipped",
        data: { reason: decision.reason },
      });
    const ready: Ready = { ...claim, ...decision };
    const found = await withCartonCloud(row.organisationId, (cartonCloud) =>
      cartonCloud.findOutboundOrders(ready.order.customer.id, row.receiptId),
    );
    if (FAILPOINTS) failpoint("order.searched");
    if (found.length > 0) return await adopt(ready, found);
    const sinceSent = row.createSentAt ? Date.now() - +row.createSentAt : Number.POSITIVE_INFINITY;
    if (sinceSent < repeatAfterMs) {
      const next = searchAgainAfterMs.find((after) => after > sinceSent) ?? repeatAfterMs;
      return await finish(claim, { state: "unknown" }, next - sinceSent + 100);
    }
    return await send(ready);
  } catch (error) {
    return await later(claim, error);
  }
}
