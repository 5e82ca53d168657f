import { and, eq, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection } from "@/db/schema/integration";
import { orderLink, shipment } from "@/db/schema/order-link";
import { ApiError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import { failpoint } from "@/server/failpoint";
import { ReconnectNeeded, withEtsy } from "@/server/integrations/connection";
import { defaultFulfilment, fulfilment } from "@/server/integrations/schema";
import type { Attempt, Claim } from "@/server/orders/claim";
import { claimOrderLink, finish, leaseMs, notDue } from "@/server/orders/claim";
import { isCanceled, isRefunded } from "@/server/orders/classify-receipt";
import { failAttempt, stumble } from "@/server/orders/fail-attempt";
import type { HoldReason } from "@/server/orders/words";
import { readConsignments } from "./consignments";
import type { ShipmentRow, Work } from "./ledger";
import { forgetUntold, ledger, markTold, reconcile, shows } from "./ledger";
import { nextParcelLook } from "./next-look";
import { parcelsOf, trackingRequired, withoutCode } from "./parcels";
import { judgeUnclear } from "./unclear-parcel";

/** While tracking is awaited CartonCloud is asked this often, in milliseconds. */
const askAgainMs = 10 * 60_000;

const hold = (claim: Claim, reason: HoldReason, detail: Record<string, unknown> = {}) =>
  finish(claim, { state: "held", holdReason: reason, reasonDetail: detail }, null, {
    kind: "hold",
    data: { reason, ...detail },
  });

const complete = (claim: Claim, data: Record<string, unknown>) =>
  finish(
    claim,
    {
      state: "completed",
      completedAt: claim.row.completedAt ?? new Date(),
      holdReason: null,
      reasonDetail: null,
      lastError: null,
      trackingAwaitedSince: null,
      lookAgainAt: data.byHand
        ? null
        : nextParcelLook(claim.row.dispatchedAt ?? new Date(), new Date()),
    },
    null,
    { kind: "completed", data },
  );

/** What Etsy's answer says about the app's right to complete this seller's receipts. */
const noteTrackingAllowed = ({ integration }: Claim, trackingAllowed: "yes" | "no") =>
  db()
    .update(etsyConnection)
    .set({ trackingAllowed })
    .where(
      and(
        eq(etsyConnection.integrationId, integration.id),
        ne(etsyConnection.trackingAllowed, trackingAllowed),
      ),
    );

/** Tells Etsy one parcel; null when it is told, else how the attempt ends. */
async function tell(work: Work, parcel: ShipmentRow): Promise<Attempt | null> {
  const { row, settings, shopId } = work;
  // From this commit on the buyer may have been e-mailed: the receipt is read before any repeat.
  const mine = await db().transaction(async (tx) => {
    const [own] = await tx
      .update(orderLink)
      .set({ leaseUntil: new Date(Date.now() + leaseMs) })
      .where(and(eq(orderLink.id, row.id), eq(orderLink.attempts, row.attempts)))
      .returning({ id: orderLink.id });
    if (!own) return false;
    await tx
      .update(shipment)
      .set({ state: "sending", sentAt: new Date() })
      .where(eq(shipment.id, parcel.id));
    return true;
  });
  if (!mine) return notDue;
  if (FAILPOINTS) failpoint("shipment.marked");
  let answer: Receipt;
  try {
    answer = await withEtsy(
      work.integration.id,
      (etsy) =>
        etsy.createReceiptShipment(shopId, row.receiptId, {
          ...(parcel.trackingKey && parcel.etsyCarrierName
            ? { trackingCode: parcel.trackingCode, carrierName: parcel.etsyCarrierName }
            : {}),
          noteToBuyer: settings.noteToBuyer,
          sendBcc: settings.copyToSeller,
        }),
      "fulfilment",
    );
  } catch (error) {
    if (!(error instanceof ApiError) || error.effectUnknown) throw error;
    // A clear no: Etsy did nothing and mailed no one.
    await db().update(shipment).set({ state: "due" }).where(eq(shipment.id, parcel.id));
    if (error.passing) throw error;
    if (error.status === 403) {
      await noteTrackingAllowed(work, "no");
      return hold(work, "tracking_refused", {
        trackingCode: parcel.trackingCode,
        carrier: parcel.carrier,
      });
    }
    const required = /tracking number is required/i.test(error.message);
    return hold(work, required ? "tracking_required" : "etsy_refused", { message: error.message });
  }
  if (FAILPOINTS) failpoint("shipment.posted");
  // From here on Etsy took the parcel: a reading that fails leaves it as sent.
  if (!shows(answer, parcel)) {
    const again = await readReceipt(work);
    if (again && !shows(again, parcel))
      return hold(work, "tracking_lost", { trackingCode: parcel.trackingCode });
  }
  await markTold(work, parcel, "parcel.told");
  if (FAILPOINTS) failpoint("shipment.saved");
  await noteTrackingAllowed(work, "yes");
  return null;
}

async function readReceipt({ integration, shopId, row }: Work): Promise<Receipt | null> {
  try {
    return await withEtsy(
      integration.id,
      (etsy) => etsy.getReceipt(shopId, row.receiptId),
      "fulfilment",
    );
  } catch (error) {
    if (error instanceof ApiError && error.kind === "refused" && error.status === 404) return null;
    throw error;
  }
}

/** Ends the attempt until tracking may be there; null once the integration's patience is over. */
async function awaitTracking(work: Work): Promise<Attempt | null> {
  const { row, settings } = work;
  const waitUntil = +(row.dispatchedAt ?? 0) + settings.withoutTracking.waitHours * 3_600_000;
  const left = waitUntil - Date.now();
  if (left <= 0) return null;
  return finish(
    work,
    { trackingAwaitedSince: row.trackingAwaitedSince ?? new Date(), lastError: null },
    Math.min(left, askAgainMs),
    ...(row.trackingAwaitedSince === null
      ? [{ kind: "tracking.awaited", data: { until: new Date(waitUntil).toISOString() } }]
      : []),
  );
}

/** What to do about an order that was dispatched and shows no tracking. */
async function withoutTracking(work: Work, receipt: Receipt): Promise<Attempt | null> {
  const { settings, integration } = work;
  const waits = await awaitTracking(work);
  if (waits) return waits;
  if (trackingRequired(receipt, integration.etsyShopCountry))
    return hold(work, "tracking_required");
  if (settings.withoutTracking.afterwards === "hold") return hold(work, "tracking_missing");
  return null;
}

async function attempt(work: Work): Promise<Attempt> {
  const { row, settings } = work;
  if (!settings.complete)
    return finish(work, { state: "completed", completedAt: new Date(), lastError: null }, null, {
      kind: "fulfilment.off",
    });
  const orderId = row.outboundOrderId;
  const consignments = orderId ? await readConsignments(row.organisationId, [orderId]) : [];
  if (FAILPOINTS) failpoint("consignments.read");
  const inCartonCloud = parcelsOf(consignments);
  let parcels = await ledger(work, inCartonCloud);

  const receipt = await readReceipt(work);
  if (!receipt) return hold(work, "receipt_gone");
  if (isCanceled(receipt) || isRefunded(receipt))
    return hold(work, "receipt_canceled", { status: receipt.status });

  parcels = await reconcile(work, parcels, receipt, inCartonCloud);
  const ours = parcels.some(({ state }) => state !== "due");
  if (receipt.isShipped && !ours) {
    await forgetUntold(db(), row.id);
    return complete(work, { byHand: true });
  }

  if (parcels.length === 0) {
    const instead = await withoutTracking(work, receipt);
    if (instead) return instead;
    const none = { consignmentId: null, trackingCode: "", trackingKey: "", carrier: null };
    parcels = await ledger(work, [none]);
  }
  for (const parcel of parcels) {
    if (parcel.state === "told") continue;
    if (parcel.state === "sending") {
      const verdict = judgeUnclear(parcel, parcels, receipt, new Date());
      if (verdict.kind === "wait") return finish(work, {}, verdict.waitMs);
      if (verdict.kind === "lost")
        return hold(work, "tracking_lost", { trackingCode: parcel.trackingCode });
    }
    const instead = await tell(work, parcel);
    if (instead) return instead;
  }
  const entered = parcels.filter((one) => one.trackingKey && !one.consignmentId).length;
  if (withoutCode(consignments) > entered) {
    // Etsy knows the rest; a parcel whose number comes later is told then.
    const waits = await awaitTracking(work);
    if (waits) return waits;
    if (settings.withoutTracking.afterwards === "hold") return hold(work, "tracking_missing");
  }
  return complete(work, { parcels: parcels.filter(({ trackingKey }) => trackingKey).length });
}

/**
 * One attempt to complete the Etsy receipt of a dispatched order. Etsy e-mails the buyer at each
 * tracking post, so the ledger notes a parcel before it is sent, and the receipt is read before
 * every post: what it shows already is not sent again. Safe to run twice, at once, and after a crash.
 */
export async function fulfilReceipt(orderLinkId: string): Promise<Attempt> {
  const claim = await claimOrderLink(orderLinkId, ["dispatched"]);
  if (!claim) return notDue;
  const shopId = claim.integration.etsyShopId;
  if (!shopId) return finish(claim, {}, null);
  const settings = fulfilment.catch(defaultFulfilment).parse(claim.integration.fulfilment);
  try {
    return await attempt({ ...claim, shopId, settings });
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof ReconnectNeeded))
      return await stumble(claim, error);
    if (error instanceof ReconnectNeeded)
      return finish(claim, { lastError: error.message }, 5 * 60_000, {
        kind: "error.retry",
        data: { message: error.message },
      });
    return failAttempt(
      claim,
      error,
      { kind: "error.retry", data: { message: error.message } },
      // After an unclear answer Etsy gets the time to show what it did.
      { waitMs: 10_000 },
    );
  }
}
