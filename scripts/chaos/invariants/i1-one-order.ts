import type { Snapshot } from "@/scripts/chaos/snapshot-shape";
import { inScope, linksOf, ordersOf, readersOf } from "@/scripts/chaos/snapshot-shape";

/** A person, or a person's rule, decided that there is to be no order, or is asked to decide. */
const decided = new Set(["held", "skipped:left_out", "skipped:dismissed"]);

/** I1: each paid receipt in scope has exactly one outbound order. Not yet having one is fine until all is done. */
export function oneOrderPerReceipt(snapshot: Snapshot): string[] {
  return snapshot.receipts.flatMap((receipt) =>
    readersOf(snapshot, receipt.shopId).flatMap((owner) => {
      const count = ordersOf(snapshot, receipt.id, owner).length;
      if (count > 1) return [`I1: receipt ${receipt.id} has ${count} outbound orders.`];
      if (count === 1 || !snapshot.drained || owner.status !== "active") return [];
      if (!inScope(receipt, owner) || receipt.isShipped) return [];
      const [link] = linksOf(snapshot, receipt.id, owner);
      const state = link?.state === "skipped" ? `skipped:${link.skipReason}` : link?.state;
      if (state && decided.has(state)) return [];
      return [
        `I1: receipt ${receipt.id} is paid and has no outbound order (${state ?? "unknown"}).`,
      ];
    }),
  );
}
