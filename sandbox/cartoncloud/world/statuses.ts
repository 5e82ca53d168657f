/** Sale order statuses of CartonCloud's API. There is no cancelled one: such orders are deleted or rejected. */
export const orderStatuses = [
  "DRAFT",
  "AWAITING_STOCK",
  "AWAITING_PICK_AND_PACK",
  "PACKING_IN_PROGRESS",
  "PICKED",
  "PACKED",
  "DISPATCHED",
  "REJECTED",
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** What the web pages of CartonCloud call each status. */
export const statusLabels: Record<OrderStatus, string> = {
  DRAFT: "Draft",
  AWAITING_STOCK: "Awaiting Stock",
  AWAITING_PICK_AND_PACK: "Awaiting Pick and Pack",
  PACKING_IN_PROGRESS: "Picking in Progress",
  PICKED: "Picked",
  PACKED: "Packed",
  DISPATCHED: "Dispatched",
  REJECTED: "Rejected",
};
