import type { Consignment, Order } from "./records";
import type { World } from "./world";

type Entity = { orders: Order; consignments: Consignment };
type Lag<T> = { until: number; shown: T | null };

/**
 * Saves a record so that searches go on showing what it was before until `searchDelayMs` is over.
 * Reading by id sees it at once.
 */
export function save<N extends keyof Entity>(world: World, name: N, record: Entity[N]): void {
  const delay = world.settings().searchDelayMs;
  const now = world.now().getTime();
  const lag = world.store.get<Lag<Entity[N]>>(`${name}-lag`, record.id);
  const before = world.store.get<Entity[N]>(name, record.id) ?? null;
  if (delay > 0 && !(lag && lag.until > now))
    world.store.put(`${name}-lag`, record.id, { until: now + delay, shown: before });
  world.store.put(name, record.id, record);
}

/** The records of a tenant as a search sees them now, oldest first. */
export function findable<N extends keyof Entity>(
  world: World,
  name: N,
  tenantId: string,
): Entity[N][] {
  const now = world.now().getTime();
  return world.store.all<Entity[N]>(name).flatMap((record) => {
    if (record.tenantId !== tenantId) return [];
    const lag = world.store.get<Lag<Entity[N]>>(`${name}-lag`, record.id);
    const seen = lag && lag.until > now ? lag.shown : record;
    return seen && !("deleted" in seen && seen.deleted) ? [seen] : [];
  });
}
