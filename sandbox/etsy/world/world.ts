import { sellers as demoSellers } from "@/sandbox/demo";
import type { EtsySettings } from "@/sandbox/etsy/settings";
import type { Settings } from "@/sandbox/kernel/settings";
import type { Store } from "@/sandbox/kernel/store";
import type { Receipt, Seller } from "./model";

/** Where ids of things made at run time begin. Receipt ids do not fit 32 bits, as at Etsy. */
const firstId = { receipt: 3_400_000_001, transaction: 4_400_000_001, shipment: 1_200_000_001 };

/** The state of the stand-in: sellers, receipts, ids and the clock. */
export type World = {
  store: Store;
  settings: Settings<EtsySettings>;
  /** Epoch s, moved by the setting clockOffset. */
  now(): number;
  nextId(kind: keyof typeof firstId): number;
  sellers(): Seller[];
  seller(by: { userId?: number; login?: string; shopId?: number }): Seller | undefined;
  addSeller(seller: Seller): void;
  receipt(shopId: number, id: number): Receipt | undefined;
  /** A receipt of any shop. */
  findReceipt(id: number): Receipt | undefined;
  /** Stores a receipt; whoever watches is told what it was before. */
  putReceipt(receipt: Receipt): void;
  watch(changed: (before: Receipt | undefined, after: Receipt) => void): void;
  /** Every receipt of a shop, ascending by `key`, then by id. Do not change the array. */
  receiptsBy(shopId: number, key: "id" | "createdAt" | "updatedAt"): readonly Receipt[];
  /** Forgets the receipts; shops, tokens and ids stay. */
  clearReceipts(): void;
  /** Forgets everything and puts the demo sellers back. */
  clear(): void;
};

/** Opens the world over a store; an empty store gets the demo sellers. */
export function openWorld(store: Store, settings: Settings<EtsySettings>): World {
  const sorted = new Map<string, Receipt[]>();
  let watcher: Parameters<World["watch"]>[0] = () => {};
  const addSeller = (seller: Seller) => store.put("sellers", seller.userId, seller);
  const addDemoSellers = () => {
    for (const seller of demoSellers) addSeller(seller);
  };
  const bin = (shopId: number) => `receipts-${shopId}`;
  const world: World = {
    store,
    settings,
    now: () => Math.floor(Date.now() / 1000) + settings.get().clockOffset,
    nextId(kind) {
      const id = store.get<number>("ids", kind) ?? firstId[kind];
      store.put("ids", kind, id + 1);
      return id;
    },
    sellers: () => store.all<Seller>("sellers"),
    seller: (by) =>
      world
        .sellers()
        .find((seller) =>
          Object.entries(by).every(([key, value]) => seller[key as keyof Seller] === value),
        ),
    addSeller,
    receipt: (shopId, id) => store.get<Receipt>(bin(shopId), id),
    findReceipt(id) {
      for (const { shopId } of world.sellers()) {
        const found = shopId === null ? undefined : world.receipt(shopId, id);
        if (found) return found;
      }
      return undefined;
    },
    watch(changed) {
      watcher = changed;
    },
    putReceipt(receipt) {
      const before = world.receipt(receipt.shopId, receipt.id);
      store.put(bin(receipt.shopId), receipt.id, receipt);
      for (const key of ["id", "createdAt", "updatedAt"]) sorted.delete(`${receipt.shopId} ${key}`);
      watcher(before, receipt);
    },
    receiptsBy(shopId, key) {
      const name = `${shopId} ${key}`;
      const known = sorted.get(name);
      if (known) return known;
      const list = store.all<Receipt>(bin(shopId)).sort((a, b) => a[key] - b[key] || a.id - b.id);
      sorted.set(name, list);
      return list;
    },
    clearReceipts() {
      for (const { shopId } of world.sellers())
        if (shopId !== null)
          for (const { id } of store.all<Receipt>(bin(shopId))) store.remove(bin(shopId), id);
      sorted.clear();
    },
    clear() {
      store.clear();
      sorted.clear();
      addDemoSellers();
    },
  };
  if (store.count("sellers") === 0) addDemoSellers();
  return world;
}
