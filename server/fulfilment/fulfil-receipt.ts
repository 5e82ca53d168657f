import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { shipment } from "@/db/schema/order-link";
import { ApiError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import { failpoint } from "@/server/failpoint";
import { ReconnectNeeded } from "@/server/integrations/connection";
import { defaultFulfilment, fulfilment } from "@/server/integrations/schema";
import type { Attempt, Claim } from "@/server/orders/claim";
import { claimOrderLink, finish, notDue } from "@/server/orders/claim";
import { isCanceled, isRefunded } from "@/server/orders/classify-receipt";
import { failAttempt, stumble } from "@/server/orders/fail-attempt";
import { readConsignments } from "./consignments";
import type { ShipmentRow, Work } from "./ledger";
import { forgetUntold, ledger, reconcile, superseded } from "./ledger";
import { nextParcelLook, nextTrackingAsk } from "./next-look";
import { parcelsOf, trackingRequired, withoutCode } from "./parcels";
import { hold, readReceipt, setDue, tell } from "./tell-parcel";
import { judgeUnclear } from "./unclear-parcel";

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

/** Ends the attempt until tracking may be there; null once the integration's patience is over. */
async function awaitTracking(work: Work): Promise<Attempt | null> {
  const { row, settings } = work;
  const waitUntil = +(row.dispatchedAt ?? 0) + settings.withoutTracking.waitHours * 3_600_000;
  const now = new Date();
  const left = waitUntil - +now;
  if (left <= 0) return null;
  const since = row.trackingAwaitedSince ?? now;
  return finish(
    work,
    { trackingAwaitedSince: since, lastError: null },
    Math.min(left, nextTrackingAsk(since, now)),
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

/** Completing is switched off: the order is done here, and Etsy is told nothing more. */
async function switchedOff(work: Work): Promise<Attempt> {
  await forgetUntold(db(), work.row.id);
  return finish(work, { state: "completed", completedAt: new Date(), lastError: null }, null, {
    kind: "fulfilment.off",
  });
}

/**
 * Clears up the posts that had no clear answer, by what the receipt shows; also one whose parcel is
 * superseded, as Etsy may have taken it. Null when none is open; else how the attempt ends.
 */
async function clearUp(
  work: Work,
  parcels: readonly ShipmentRow[],
  receipt: Receipt,
  isSuperseded: (parcel: ShipmentRow) => boolean,
): Promise<Attempt | null> {
  for (const parcel of parcels.filter(({ state }) => state === "sending")) {
    const verdict = judgeUnclear(parcel, parcels, receipt, new Date());
    if (verdict.kind === "wait") return finish(work, {}, verdict.waitMs);
    if (verdict.kind === "lost")
      return hold(work, "tracking_lost", { trackingCode: parcel.trackingCode });
    if (isSuperseded(parcel)) await db().delete(shipment).where(eq(shipment.id, parcel.id));
    else await setDue(parcel);
  }
  return null;
}

/** Tells Etsy what is due; null when all of it is told, else how the attempt ends. */
async function tellDue(work: Work, parcels: readonly ShipmentRow[]): Promise<Attempt | null> {
  for (const parcel of parcels.filter(({ state }) => state === "due")) {
    const instead = await tell(work, parcel);
    if (instead) return instead;
  }
  return null;
}

async function attempt(work: Work): Promise<Attempt> {
  const { row, settings } = work;
  const known = await ledger(work, []);
  if (!settings.complete && !known.some(({ state }) => state === "sending"))
    return switchedOff(work);
  const orderId = row.outboundOrderId;
  if (FAILPOINTS) failpoint("consignments.read.before");
  const consignments = orderId ? await readConsignments(row.organisationId, orderId) : [];
  if (FAILPOINTS) failpoint("consignments.read.after");
  const inCartonCloud = parcelsOf(consignments);
  let parcels = await ledger(work, settings.complete ? inCartonCloud : []);

  const receipt = await readReceipt(work);
  if (!receipt) return hold(work, "receipt_gone");
  if (isCanceled(receipt) || isRefunded(receipt))
    return hold(work, "receipt_canceled", { status: receipt.status });

  const isSuperseded = superseded(parcels, inCartonCloud);
  parcels = await reconcile(work, parcels, receipt, isSuperseded);
  const ours = parcels.some(({ state }) => state === "told" || state === "sending");
  if (receipt.isShipped && !ours) {
    await forgetUntold(db(), row.id);
    return complete(work, { byHand: true });
  }
  const unclear = await clearUp(work, parcels, receipt, isSuperseded);
  if (unclear) return unclear;
  if (!settings.complete) return switchedOff(work);

  parcels = await ledger(work, inCartonCloud);
  if (parcels.length === 0) {
    const instead = await withoutTracking(work, receipt);
    if (instead) return instead;
    const none = { consignmentId: null, trackingCode: "", trackingKey: "", carrier: null };
    parcels = await ledger(work, [none]);
  }
  const untold = await tellDue(work, parcels);
  if (untold) return untold;
  const entered = parcels.filter((one) => one.trackingKey && !one.consignmentId).length;
  if (withoutCode(consignments) > entered) {
    // Etsy knows the rest; a parcel whose number comes later is told then.
    const waits = await awaitTracking(work);
    if (waits) return waits;
    if (settings.withoutTracking.afterwards === "hold") return hold(work, "tracking_missing");
  }
  const tracked = parcels.filter(({ state, trackingKey }) => state !== "shown" && trackingKey);
  return complete(work, { parcels: tracked.length });
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
