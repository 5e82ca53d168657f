declare global {
  /** False in every production build, which drops the guarded calls; true only where tests set it. */
  const FAILPOINTS: boolean;
}

/** What an order passes on its way, in this order: an answer that comes, or a change that is committed. */
export type Boundary =
  | "page.fetched"
  | "rows.inserted"
  | "cursor.saved"
  | "receipt.claimed"
  | "order.searched"
  | "order.sent"
  | "order.saved"
  | "webhook.stored"
  | "consignments.read"
  | "shipment.sent"
  | "shipment.saved"
  | "token.refreshed"
  | "token.saved";

/** The places at which a test may end the process: the last line before each boundary, and the first after it. */
export type Failpoint = `${Boundary}.${"before" | "after"}`;

type Crash = (at: Failpoint) => void;

/** Ends the process here when a test asked for it; called only behind `if (FAILPOINTS)`. */
export function failpoint(at: Failpoint): void {
  (globalThis as { crashAt?: Crash }).crashAt?.(at);
}
