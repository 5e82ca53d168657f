import type { LinkSeen, Snapshot } from "@/scripts/chaos/snapshot-shape";
import { linksOf, readersOf } from "@/scripts/chaos/snapshot-shape";
import { isHoldReason, isSkipReason } from "@/server/orders/words";

const imported = new Set(["created", "dispatched", "completed"]);
const waiting = new Set(["received", "creating", "unknown"]);

/** I8: every receipt that was seen is in exactly one visible state, and what waits for people says why. */
export function everythingVisible(snapshot: Snapshot): string[] {
  const counted = snapshot.receipts.flatMap((receipt) =>
    readersOf(snapshot, receipt.shopId).flatMap((owner) => {
      const { length } = linksOf(snapshot, receipt.id, owner);
      if (length > 1) return [`I8: receipt ${receipt.id} is listed ${length} times.`];
      const due = receipt.updatedAt * 1000 >= +(owner.importSince ?? 0);
      const missing = length === 0 && due && snapshot.drained && owner.status === "active";
      return missing ? [`I8: receipt ${receipt.id} is listed nowhere.`] : [];
    }),
  );
  return [...counted, ...snapshot.links.flatMap((link) => stateFaults(snapshot, link))];
}

function stateFaults({ drained, integrations, orders }: Snapshot, link: LinkSeen): string[] {
  const { state, holdReason, skipReason, outboundOrderId, receiptId } = link;
  const active = integrations.find(({ id }) => id === link.integrationId)?.status === "active";
  const faults = [];
  if (state === "held" && !isHoldReason(holdReason ?? "")) faults.push("is held without a reason");
  if (state !== "held" && holdReason) faults.push(`is ${state} and tells a hold's reason`);
  if (state === "skipped" && !isSkipReason(skipReason ?? ""))
    faults.push("is skipped without a reason");
  if (state !== "skipped" && skipReason) faults.push(`is ${state} and tells a skip's reason`);
  if (imported.has(state) && !orders.some(({ id }) => id === outboundOrderId))
    faults.push(`is ${state} without an outbound order`);
  if (drained && active && waiting.has(state)) faults.push(`still waits as ${state}`);
  return faults.map((fault) => `I8: receipt ${receiptId} ${fault}.`);
}
