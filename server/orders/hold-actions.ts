import type { HoldReason } from "./words";
import { isHoldReason } from "./words";

/** What a person can do about a held order. */
export type HoldAction =
  | "enter_address"
  | "bind_sku"
  | "choose_warehouse"
  | "enter_tracking"
  | "adopt"
  | "mark_done"
  | "retry"
  | "dismiss";

/** The one action that answers each reason itself; trying again and dismissing are open to every one. */
export const answers: Record<HoldReason, HoldAction> = {
  address_missing: "enter_address",
  address_incomplete: "enter_address",
  sku_missing: "bind_sku",
  sku_unknown: "bind_sku",
  no_rule: "choose_warehouse",
  warehouse_not_allowed: "choose_warehouse",
  status_unknown: "retry",
  no_lines: "retry",
  quantity_zero: "retry",
  order_rejected: "retry",
  lines_dropped: "retry",
  reference_taken: "adopt",
  order_gone: "retry",
  refused: "retry",
  keeps_failing: "retry",
  receipt_gone: "dismiss",
  tracking_missing: "enter_tracking",
  tracking_required: "enter_tracking",
  tracking_refused: "mark_done",
  tracking_lost: "mark_done",
  etsy_refused: "retry",
  receipt_canceled: "dismiss",
};

/** What takes the place of an answer that belongs to one order alone, for many at once. */
const inBulk = {
  bind_sku: "bind_sku",
  choose_warehouse: "choose_warehouse",
  retry: "retry",
  dismiss: "dismiss",
  // Etsy is read anew: what was entered or completed there since is found.
  enter_address: "retry",
  enter_tracking: "retry",
  mark_done: "retry",
  adopt: "retry",
} as const satisfies Record<HoldAction, HoldAction>;

/** What a person can do about one held order, the answer to its reason first. */
export function actionsOf(reason: string | null, dispatched: boolean): readonly HoldAction[] {
  const own = reason && isHoldReason(reason) ? [answers[reason]] : [];
  const all = [
    ...own,
    ...(dispatched ? (["mark_done"] as const) : []),
    "retry",
    "dismiss",
  ] as const;
  return [...new Set(all.filter((action) => dispatched || action !== "mark_done"))];
}

/**
 * What can be done about all orders of a reason at once, its answer first. An SKU is bound for all that
 * wait for it. An address, a tracking number, another order's identity and a look into Etsy belong to
 * one order alone.
 */
export function bulkActionsOf(reason: string): readonly HoldAction[] {
  const own = isHoldReason(reason) ? [inBulk[answers[reason]]] : [];
  return [...new Set([...own, "retry", "dismiss"] as const)];
}
