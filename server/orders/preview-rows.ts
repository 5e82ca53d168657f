import { ApiError, DomainError } from "@/server/errors";
import type { Receipt } from "@/server/etsy/wire";
import { ReconnectNeeded } from "@/server/integrations/connection";
import type { Adopted } from "./look-up-references";
import type { Mapped } from "./map-receipt";
import type { HoldReason, SkipReason } from "./words";

/** A preview reads at most this many receipts, and says so when there are more. */
export const mostReceipts = 500;

export type PreviewRow = {
  receiptId: string;
  receiptCreatedAt: Date;
  itemQuantity: number;
  totalMinor: number | null;
  totalDivisor: number | null;
  currency: string | null;
  /** `adopt`: the order stands in CartonCloud already. `stop`: the order exists, and Etsy says canceled or refunded since. */
  decision: "create" | "adopt" | "hold" | "skip" | "stop";
  reason: HoldReason | SkipReason | null;
  detail: Record<string, unknown> | null;
  warehouseName: string | null;
};

export type Preview = {
  rows: PreviewRow[];
  counts: Record<PreviewRow["decision"], number>;
  /** Receipts read from Etsy. */
  read: number;
  /** False when there are more than the preview reads. */
  complete: boolean;
  /** Orders whose reference was not looked up in CartonCloud: one may turn out to be taken there. */
  notLookedUp: number;
};

/** One receipt and what becomes of it; a receipt whose order is to be stopped has no `mapped`. */
export function previewRow(
  receipt: Receipt,
  mapped: Mapped | Adopted | null,
  names: ReadonlyMap<string, string>,
): PreviewRow {
  const order = mapped?.kind === "order" || mapped?.kind === "adopt" ? mapped : null;
  const other = mapped?.kind === "hold" || mapped?.kind === "skip" ? mapped : null;
  return {
    receiptId: receipt.receiptId,
    receiptCreatedAt: new Date(receipt.createdAt * 1000),
    itemQuantity: receipt.lines.reduce((sum, line) => sum + line.quantity, 0),
    totalMinor: receipt.total?.minor ?? null,
    totalDivisor: receipt.total?.divisor ?? null,
    currency: receipt.total?.currency ?? null,
    decision: mapped?.kind === "order" ? "create" : (mapped?.kind ?? "stop"),
    reason: other?.reason ?? null,
    detail: other?.kind === "hold" ? other.detail : null,
    warehouseName: order ? (names.get(order.warehouseId) ?? null) : null,
  };
}

export function previewOf(
  rows: PreviewRow[],
  read: number,
  complete: boolean,
  notLookedUp: number,
): Preview {
  const count = (decision: PreviewRow["decision"]) =>
    rows.filter((one) => one.decision === decision).length;
  return {
    rows,
    counts: {
      create: count("create"),
      adopt: count("adopt"),
      hold: count("hold"),
      skip: count("skip"),
      stop: count("stop"),
    },
    read,
    complete,
    notLookedUp,
  };
}

/** Does what a preview asks of Etsy and CartonCloud. @throws DomainError conflict, unavailable */
export async function forPreview<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ReconnectNeeded) throw new DomainError("conflict", error.message);
    if (error instanceof ApiError)
      throw new DomainError(
        "unavailable",
        `${error.system} did not serve the preview: ${error.message} Try again in a minute.`,
      );
    throw error;
  }
}
