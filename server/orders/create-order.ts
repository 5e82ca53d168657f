import type { Placeholder } from "drizzle-orm";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { db } from "@/db/client";
import { fromNow } from "@/db/from-now";
import { keptQuery } from "@/db/kept-query";
import { orderLink } from "@/db/schema/order-link";
import { duplicateOf } from "@/server/cartoncloud/client";
import { ApiError, DomainError } from "@/server/errors";
import { failpoint } from "@/server/failpoint";
import { ReconnectNeeded } from "@/server/integrations/connection";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import type { Ready } from "./adopt-order";
import { accept, adopt, hold, shownBy } from "./adopt-order";
import { afterSent, repeatAfterMs } from "./after-sent";
import type { Attempt, Claim } from "./claim";
import { claimOrderLink, finish, finishBy, notDue } from "./claim";
import { decide } from "./decide-order";
import { failAttempt, stumble } from "./fail-attempt";
import { keepApart } from "./keep-apart";
import { noted } from "./news-since-sent";
import { contentColumns, seenColumns } from "./order-link";
import { takeOrderSlot } from "./order-slot";
import type { SearchOrders } from "./search-together";
import { searchAlone } from "./search-together";

/** Waits before each new search after a create whose answer was lost, in milliseconds. */
const searchAgainAfterMs = [2000, 10_000, 30_000, 120_000];

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

/** Where an earlier create came to nothing, the receipt is stored as it is sent now. */
const sentAgain = ({ row, receipt }: Ready) => (receipt ? contentColumns(row.id, receipt) : {});

/** What a post that made nothing has to give back: when the one before it was sent, and what with. */
function asBefore({ row }: Ready) {
  if (!row.createSentAt) return { createSentAt: null };
  const { createSentAt, receiptSealed, itemQuantity, totalMinor, totalDivisor, currency } = row;
  return { createSentAt, receiptSealed, itemQuantity, totalMinor, totalDivisor, currency };
}

/** Marks the link of an attempt as about to be sent; `id` and `attempts` say whose. */
const markOn = (
  on: Database,
  attempt: { id: string | Placeholder; attempts: number | Placeholder },
  columns: Partial<ReturnType<typeof contentColumns>>,
) =>
  on
    .update(orderLink)
    .set({ state: "creating", createSentAt: fromNow(0), ...columns })
    .where(
      and(
        eq(orderLink.id, attempt.id),
        eq(orderLink.attempts, attempt.attempts),
        inArray(orderLink.state, ["received", "creating", "unknown"]),
      ),
    )
    .returning(seenColumns);

const markFirst = keptQuery((on) =>
  markOn(on, { id: sql.placeholder("id"), attempts: sql.placeholder("attempts") }, {}),
);

/** Marks and posts; null where another attempt has taken over meanwhile. */
async function post(ready: Ready) {
  const { id, attempts, organisationId, createSentAt } = ready.row;
  // From this commit on the order may exist, whatever happens to this process.
  const [marked] = await (createSentAt
    ? markOn(db(), { id, attempts }, sentAgain(ready))
    : markFirst({ id, attempts }));
  if (!marked) return null;
  if (FAILPOINTS) failpoint("order.sent.before");
  const order = await withCartonCloud(
    organisationId,
    (cartonCloud) => cartonCloud.createOutboundOrder(ready.order),
    ready.cartonCloud,
  );
  if (FAILPOINTS) failpoint("order.sent.after");
  return { marked, order };
}

async function send(ready: Ready): Promise<Attempt> {
  const { organisationId } = ready.row;
  const slot = await takeOrderSlot(organisationId);
  if (!slot.taken) return finish(ready, {}, slot.waitMs);
  if (slot.waitMs > 0) await new Promise((resume) => setTimeout(resume, slot.waitMs));
  try {
    const posted = await keepApart(organisationId, slot.apartMs, () => post(ready));
    if (!posted) return notDue;
    const saved = await accept(ready, posted.order, "order.created", posted.marked);
    if (FAILPOINTS) failpoint("order.saved.after");
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
      .set(asBefore(ready))
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
  const afresh = { ...asBefore(ready), state: "received" as const };
  if (error.status === 429 || error.status === 401 || error.status === 403) {
    const waitMs = error.status === 429 ? (error.retryAfterSeconds ?? 60) * 1000 : 5 * 60_000;
    return finish(ready, { ...afresh, lastError: error.message }, waitMs, {
      kind: "error.retry",
      data: { system: error.system, status: error.status, message: error.message },
    });
  }
  return hold(ready, "refused", { message: error.message, status: error.status }, afresh);
}

/** The columns of a link whose outbound order is gone and forgotten. */
const noOrder = {
  reasonDetail: null,
  createSentAt: null,
  outboundOrderId: null,
  outboundOrderNumber: null,
  outboundOrderStatus: null,
  outboundOrderVersion: null,
};

/**
 * A link whose order exists but was held: looked at again by id, never sent again while it is there.
 * Null where it is gone and a person who knew let the receipt go on: it is made anew.
 */
async function recheck(claim: Claim, outboundOrderId: string): Promise<Attempt | null> {
  const order = await withCartonCloud(claim.row.organisationId, (cartonCloud) =>
    cartonCloud.getOutboundOrder(outboundOrderId),
  );
  if (!order && claim.row.reasonDetail?.outboundOrderId === outboundOrderId) {
    await db()
      .update(orderLink)
      .set(noOrder)
      .where(and(eq(orderLink.id, claim.row.id), eq(orderLink.attempts, claim.row.attempts)));
    return null;
  }
  if (!order) return hold(claim, "order_gone", { outboundOrderId });
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

/**
 * One attempt at the outbound order of a receipt. Never makes a second one: it searches by reference first, marks what it is about to send
 * before it sends it, and after an unclear answer searches again for two minutes before it repeats.
 * Safe to run twice, at once, and after a crash at any line.
 */
export async function createOrder(
  orderLinkId: string,
  search: SearchOrders = searchAlone,
): Promise<Attempt> {
  if (FAILPOINTS) failpoint("receipt.claimed.before");
  const claim = await claimOrderLink(orderLinkId, ["received", "creating", "unknown"]);
  if (!claim) return notDue;
  try {
    if (FAILPOINTS) failpoint("receipt.claimed.after");
    const { outboundOrderId } = claim.row;
    const seen = outboundOrderId ? await recheck(claim, outboundOrderId) : null;
    if (seen) return seen;
    return await makeOrder(
      outboundOrderId ? { ...claim, row: { ...claim.row, ...noOrder } } : claim,
      search,
    );
  } catch (error) {
    return await later(claim, error);
  }
}

async function makeOrder(claim: Claim, search: SearchOrders): Promise<Attempt> {
  const { row } = claim;
  const { mapped: decision, receipt } = await decide(claim);
  if (decision.kind !== "order" && row.createSentAt) {
    const sent = await afterSent(claim, receipt);
    if (sent) return sent;
  }
  if (decision.kind === "hold") return await hold(claim, decision.reason, decision.detail);
  if (decision.kind === "skip")
    return await finishBy(claim, null, (current) => ({
      values: { ...noted(current, receipt), state: "skipped", skipReason: decision.reason },
      events: [{ kind: "skipped", data: { reason: decision.reason } }],
    }));
  const { order, warehouseId } = decision;
  const ready: Ready = { ...claim, receipt, reference: order, order, warehouseId };
  if (FAILPOINTS) failpoint("order.searched.before");
  const found = await search(ready, order.customer.id);
  if (FAILPOINTS) failpoint("order.searched.after");
  if (found.length > 0) return await adopt(ready, found);
  const sinceSent = (row.createSentAt && claim.sinceSentMs) ?? Number.POSITIVE_INFINITY;
  if (sinceSent < repeatAfterMs) {
    const next = searchAgainAfterMs.find((after) => after > sinceSent) ?? repeatAfterMs;
    return await finish(claim, { state: "unknown" }, next - sinceSent + 100);
  }
  return await send(ready);
}
