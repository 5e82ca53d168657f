import type { Receipt } from "./model";
import type { World } from "./world";

/** The query of getShopReceipts after reading; times in epoch s, both ends included. */
export type ReceiptQuery = {
  min_created?: number;
  max_created?: number;
  min_last_modified?: number;
  max_last_modified?: number;
  limit: number;
  offset: number;
  sort_on: "created" | "updated" | "receipt_id";
  ascending: boolean;
  was_paid?: boolean;
  was_shipped?: boolean;
  was_delivered?: boolean;
  was_canceled?: boolean;
};

const keys = { created: "createdAt", updated: "updatedAt", receipt_id: "id" } as const;

/** One page of a shop's receipts and how many there are in all. */
export function selectReceipts(
  world: World,
  shopId: number,
  query: ReceiptQuery,
): { count: number; page: Receipt[] } {
  const fitting = world
    .receiptsBy(shopId, keys[query.sort_on])
    .filter((receipt) => fits(receipt, query));
  if (!query.ascending) fitting.reverse();
  return {
    count: fitting.length,
    page: fitting.slice(query.offset, query.offset + query.limit),
  };
}

function fits(receipt: Receipt, query: ReceiptQuery): boolean {
  return (
    within(receipt.createdAt, query.min_created, query.max_created) &&
    within(receipt.updatedAt, query.min_last_modified, query.max_last_modified) &&
    same(receipt.isPaid, query.was_paid) &&
    same(receipt.isShipped, query.was_shipped) &&
    same(receipt.deliveredAt !== null, query.was_delivered) &&
    same(receipt.status === "canceled", query.was_canceled)
  );
}

function within(at: number, least?: number, most?: number): boolean {
  return (least === undefined || at >= least) && (most === undefined || at <= most);
}

function same(value: boolean, wanted?: boolean): boolean {
  return wanted === undefined || value === wanted;
}
