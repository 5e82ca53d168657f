import type { HeldSelection } from "@/server/orders/schema";

/** Held orders that a person acts on at once, and how many there were when the list was read. */
export type Bulk = HeldSelection & { count: number };

export type BulkDialog = {
  bulk: Bulk;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};
