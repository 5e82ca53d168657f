import type { Snapshot } from "@/scripts/chaos/snapshot-shape";
import { linksOf, readersOf } from "@/scripts/chaos/snapshot-shape";

const overlapMs = 10 * 60_000;

/** I6: a cursor never goes back, and nothing that it passed is missing. */
export function cursorHolds(snapshot: Snapshot): string[] {
  return [...backwards(snapshot), ...passedOver(snapshot)];
}

function backwards({ integrations, pulls }: Snapshot): string[] {
  return integrations.flatMap(({ id, pullCursor }) => {
    const begins = pulls
      .filter((pull) => pull.integrationId === id && pull.kind === "changes")
      .sort((a, b) => +a.startedAt - +b.startedAt)
      .map(({ windowFrom }) => +windowFrom);
    const faults = begins.filter((at, index) => at < (begins[index - 1] ?? at));
    const last = begins.at(-1);
    if (last !== undefined && pullCursor && +pullCursor < last) faults.push(+pullCursor);
    return faults.map(
      (at) => `I6: the cursor of integration ${id} went back to ${new Date(at).toISOString()}.`,
    );
  });
}

function passedOver(snapshot: Snapshot): string[] {
  return snapshot.receipts.flatMap((receipt) =>
    readersOf(snapshot, receipt.shopId).flatMap((owner) => {
      const { pullCursor, importSince, status } = owner;
      if (!pullCursor || status === "deleted") return [];
      const at = receipt.updatedAt * 1000;
      const read = at <= +pullCursor - overlapMs && at >= +(importSince ?? 0);
      return read && linksOf(snapshot, receipt.id, owner).length === 0
        ? [`I6: receipt ${receipt.id} is older than the cursor and was never stored.`]
        : [];
    }),
  );
}
