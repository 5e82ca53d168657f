/** A map whose entries end by themselves. Times are ms of the caller's clock. */
export type ExpiringMap<T> = {
  get(key: string, now: number): T | undefined;
  set(key: string, value: T, expiresAt: number, now: number): void;
};

/** Makes an empty one; ended entries are swept out each time the map has doubled. */
export function createExpiringMap<T>(): ExpiringMap<T> {
  const entries = new Map<string, { value: T; expiresAt: number }>();
  let sweepAt = 1_000;
  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry && entry.expiresAt > now ? entry.value : undefined;
    },
    set(key, value, expiresAt, now) {
      entries.set(key, { value, expiresAt });
      if (entries.size < sweepAt) return;
      for (const [name, entry] of entries) if (entry.expiresAt <= now) entries.delete(name);
      sweepAt = Math.max(1_000, entries.size * 2);
    },
  };
}
