import type { CartonCloudSettings } from "@/sandbox/cartoncloud/settings";
import type { Settings } from "@/sandbox/kernel/settings";
import type { Store } from "@/sandbox/kernel/store";
import type { ApiClient, Consignment, Customer, Order, Product, Tenant, Token } from "./records";

type Collections = {
  tenants: Tenant;
  clients: ApiClient;
  tokens: Token;
  customers: Customer;
  products: Product;
  orders: Order;
  consignments: Consignment;
};
type Name = keyof Collections;

/** Something that a webhook tells of. */
export type Change = { event: "order"; order: Order } | { event: "consignment"; id: string };

/** Everything that a stand-in knows, with typed access to its collections. */
export type World = {
  store: Store;
  settings(): CartonCloudSettings;
  now(): Date;
  get<N extends Name>(name: N, id: string): Collections[N] | undefined;
  all<N extends Name>(name: N): Collections[N][];
  put<N extends Name>(name: N, id: string, value: Collections[N]): void;
  /** Tells the webhook of a new record or of a new status. Never throws, never waits. */
  announce(change: Change): void;
};

/** Binds the typed world to a store. `announce` is set by the sender of webhooks. */
export function openWorld(store: Store, settings: Settings<CartonCloudSettings>): World {
  let raw: unknown;
  let parsed = settings.get();
  return {
    store,
    settings() {
      const now = store.get("settings", "current");
      if (now !== raw) parsed = settings.get();
      raw = now;
      return parsed;
    },
    now: () => new Date(),
    get: (name, id) => store.get(name, id),
    all: (name) => store.all(name),
    put: (name, id, value) => store.put(name, id, value),
    announce: () => undefined,
  };
}

/** The tenant of a record. @throws Error when the store lost it. */
export function tenantOf(world: World, record: { tenantId: string }): Tenant {
  const tenant = world.get("tenants", record.tenantId);
  if (!tenant) throw new Error(`Tenant ${record.tenantId} is not in the store.`);
  return tenant;
}

/** The customer of a record. @throws Error when the store lost it. */
export function customerOf(world: World, record: { customerId: string }): Customer {
  const customer = world.get("customers", record.customerId);
  if (!customer) throw new Error(`Customer ${record.customerId} is not in the store.`);
  return customer;
}
