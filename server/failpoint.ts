declare global {
  /** False in every production build, which drops the guarded calls; true only where tests set it. */
  const FAILPOINTS: boolean;
}

/** The places at which a test may end the process, in the order in which an order passes them. */
export type Failpoint =
  | "page.fetched"
  | "rows.inserted"
  | "cursor.saved"
  | "receipt.claimed"
  | "order.searched"
  | "order.marked"
  | "order.posted"
  | "order.saved"
  | "webhook.stored"
  | "consignments.read"
  | "shipment.marked"
  | "shipment.posted"
  | "shipment.saved"
  | "token.refreshed"
  | "token.saved";

type Crash = (at: Failpoint) => void;

/** Ends the process here when a test asked for it; called only behind `if (FAILPOINTS)`. */
export function failpoint(at: Failpoint): void {
  (globalThis as { crashAt?: Crash }).crashAt?.(at);
}
