import type { Receipt } from "@/server/etsy/wire";
import { withCartonCloud } from "@/server/organisations/with-cartoncloud";
import { adopt } from "./adopt-order";
import type { Attempt, Claim } from "./claim";
import { finish } from "./claim";
import { readMappingSettings } from "./mapping-settings";

/** A create whose answer was lost is repeated only when the order has not turned up by then. */
export const repeatAfterMs = 120_000;

/**
 * A create was sent, and the receipt would no longer be imported: what it made is not forgotten. It is
 * flagged where Etsy says canceled or refunded; a rule or a setting that changed since leaves it be.
 * Null when it made nothing in two minutes.
 * @throws ApiError
 */
export async function afterSent(claim: Claim, receipt: Receipt | null): Promise<Attempt | null> {
  const { row } = claim;
  const { cartonCloudCustomerId } = await readMappingSettings(claim.integration);
  const found = await withCartonCloud(row.organisationId, (cartonCloud) =>
    cartonCloud.findOutboundOrders(cartonCloudCustomerId, row.receiptId),
  );
  const live = found.filter(({ status }) => status !== "REJECTED");
  if (live.length > 0) {
    const reference = {
      references: { customer: row.receiptId },
      customer: { id: cartonCloudCustomerId },
    };
    return adopt({ ...claim, receipt, reference, order: null, warehouseId: null }, live);
  }
  const sinceSent = claim.sinceSentMs ?? 0;
  return sinceSent < repeatAfterMs
    ? finish(claim, { state: "unknown" }, repeatAfterMs - sinceSent + 100)
    : null;
}
