import type { Snapshot } from "@/scripts/chaos/snapshot-shape";

/** I10, as far as one picture shows it: what is billed by activity knows when it began and ended. */
export const billable = ({ integrations }: Snapshot): string[] =>
  integrations.flatMap(({ id, status, activatedAt, deletedAt }) => {
    const began = status === "draft" || status === "deleted" || activatedAt !== null;
    const ended = (status === "deleted") === (deletedAt !== null);
    return began && ended ? [] : [`I10: integration ${id} is ${status} at an unknown time.`];
  });
