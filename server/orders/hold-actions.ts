import type { HoldReason } from "./schema";
import { isHoldReason } from "./schema";

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

/** What answers the reason itself; trying again and dismissing are open to every one. */
const answers: Record<HoldReason, readonly HoldAction[]> = {
  address_missing: ["enter_address"],
  address_incomplete: ["enter_address"],
  sku_missing: ["bind_sku"],
  sku_unknown: ["bind_sku"],
  no_rule: ["choose_warehouse"],
  warehouse_not_allowed: ["choose_warehouse"],
  status_unknown: [],
  no_lines: [],
  quantity_zero: [],
  order_rejected: [],
  lines_dropped: [],
  reference_taken: ["adopt"],
  order_gone: [],
  refused: [],
  keeps_failing: [],
  receipt_gone: [],
  tracking_missing: ["enter_tracking"],
  tracking_required: ["enter_tracking"],
  tracking_refused: [],
  tracking_lost: [],
  etsy_refused: [],
  receipt_canceled: [],
};

/** What a person can do about one held order, the answer to its reason first. */
export function actionsOf(reason: string | null, dispatched: boolean): readonly HoldAction[] {
  const own = reason && isHoldReason(reason) ? answers[reason] : [];
  return [...own, ...(dispatched ? (["mark_done"] as const) : []), "retry", "dismiss"];
}

/**
 * What can be done about all orders of a reason at once. An SKU is bound for all that wait for it. An
 * address, a tracking number, another order's identity and a look into Etsy belong to one order alone.
 */
export function bulkActionsOf(reason: string): readonly HoldAction[] {
  return actionsOf(reason, false).filter(
    (action) => action !== "enter_address" && action !== "enter_tracking" && action !== "adopt",
  );
}
