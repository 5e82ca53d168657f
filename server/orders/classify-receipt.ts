import type { Receipt } from "@/server/etsy/wire";
import type { HoldReason, SkipReason } from "./words";

export type Held = { kind: "hold"; reason: HoldReason; detail: Record<string, unknown> };
export type Skipped = { kind: "skip"; reason: SkipReason };

const knownStatuses = new Set([
  "paid",
  "completed",
  "open",
  "payment processing",
  "canceled",
  "fully refunded",
  "partially refunded",
]);

/** Etsy's live spelling differs from its specification in case (etsy/open-api#806). */
export const normalStatus = (status: string): string => status.trim().toLowerCase();

export const isCanceled = (receipt: Receipt): boolean =>
  normalStatus(receipt.status) === "canceled";
export const isRefunded = (receipt: Receipt): boolean =>
  normalStatus(receipt.status) === "fully refunded";

/** Epoch seconds at which it was paid; when it was created, where Etsy does not say. */
export function paidAt(receipt: Receipt): number {
  const times = receipt.lines.flatMap((line) => line.paidAt ?? []);
  return times.length > 0 ? Math.min(...times) : receipt.createdAt;
}

/**
 * Whether a receipt is to be imported at all, whatever the integration's rules say:
 * paid, not shipped, not canceled, not fully refunded, at least one physical line,
 * paid since the integration's start (epoch seconds).
 */
export function classifyReceipt(
  receipt: Receipt,
  importSince: number,
): { kind: "import" } | Held | Skipped {
  const status = normalStatus(receipt.status);
  if (!knownStatuses.has(status))
    return { kind: "hold", reason: "status_unknown", detail: { status: receipt.status } };
  if (status === "canceled") return { kind: "skip", reason: "canceled" };
  if (status === "fully refunded") return { kind: "skip", reason: "refunded" };
  if (!receipt.isPaid) return { kind: "skip", reason: "not_paid" };
  if (receipt.isShipped || status === "completed")
    return { kind: "skip", reason: "already_shipped" };
  // Etsy tells whole seconds: what was paid in the second of the start belongs to it.
  if (paidAt(receipt) < Math.floor(importSince)) return { kind: "skip", reason: "before_start" };
  if (receipt.lines.length > 0 && receipt.lines.every((line) => line.isDigital))
    return { kind: "skip", reason: "digital" };
  return { kind: "import" };
}
