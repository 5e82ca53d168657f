import type { z } from "zod";
import type { Seller } from "./model";
import type { bulkOrderSpec } from "./order-spec";
import { placeReceipt } from "./place-receipt";
import type { World } from "./world";

/** Small enough that one line of the store's log stays handy. */
const CHUNK = 500;

/** Places `count` orders, `stepSeconds` apart, oldest first. Returns their receipt ids. */
export function placeMany(
  world: World,
  seller: Seller,
  spec: z.infer<typeof bulkOrderSpec>,
): number[] {
  const { count, stepSeconds, ...order } = spec;
  const start = order.createdAt ?? world.now();
  const ids: number[] = [];
  while (ids.length < count) {
    world.store.batch(() => {
      const end = Math.min(count, ids.length + CHUNK);
      while (ids.length < end) {
        const shift = ids.length * stepSeconds;
        const shifted = (at?: number) => (at === undefined ? undefined : at + shift);
        const placed = placeReceipt(world, seller, {
          ...order,
          createdAt: start + shift,
          updatedAt: shifted(order.updatedAt),
          paidAt: shifted(order.paidAt),
        });
        ids.push(placed.id);
      }
    });
  }
  return ids;
}
