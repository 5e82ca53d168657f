import { oneOrderPerReceipt } from "./invariants/i1-one-order";
import { noStrayOrder } from "./invariants/i2-no-stray-order";
import { oneShipmentPerParcel } from "./invariants/i3-one-shipment";
import { sameContent } from "./invariants/i4-content";
import { tokensInStep } from "./invariants/i5-tokens";
import { cursorHolds } from "./invariants/i6-cursor";
import { tenantsApart } from "./invariants/i7-tenants";
import { everythingVisible } from "./invariants/i8-visible";
import { limitsKept } from "./invariants/i9-limits";
import { billable } from "./invariants/i10-billing";
import { nothingSpilled } from "./invariants/i11-secrets";
import type { Judged, SnapshotOptions } from "./snapshot";
import { takeSnapshot } from "./snapshot";
import type { Snapshot } from "./snapshot-shape";

const invariants = [
  oneOrderPerReceipt,
  noStrayOrder,
  oneShipmentPerParcel,
  sameContent,
  tokensInStep,
  cursorHolds,
  tenantsApart,
  everythingVisible,
  limitsKept,
  billable,
  nothingSpilled,
];

/** Judges one picture by all invariants; empty when all hold. */
export const judge = (snapshot: Snapshot): string[] =>
  invariants.flatMap((invariant) => invariant(snapshot));

/**
 * What is wrong in a world at rest, one sentence each, beginning with the invariant's number.
 * `drained` says that all work was done, so that everything must have come to where it stays.
 */
export const checkInvariants = async (
  world: Judged,
  options?: SnapshotOptions,
): Promise<string[]> => judge(await takeSnapshot(world, options));
