import { holdReasons, isHoldReason, isSkipReason, skipReasons } from "@/server/orders/schema";

export const holdTitle = (reason: string | null): string =>
  reason && isHoldReason(reason) ? holdReasons[reason].title : "It waits for a person";

export const holdAction = (reason: string | null): string =>
  reason && isHoldReason(reason) ? holdReasons[reason].action : "Look at it, then retry or dismiss";

export const skipTitle = (reason: string | null): string =>
  reason && isSkipReason(reason) ? skipReasons[reason] : "It is not imported";
