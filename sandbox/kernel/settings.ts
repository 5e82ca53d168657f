import type { z } from "zod";
import type { Store } from "./store";

export type Settings<T> = {
  get(): T;
  /** Merges the given fields into the settings. @throws ZodError when the result is not allowed. */
  change(part: Record<string, unknown>): T;
  reset(): void;
};

/** The knobs of one server, kept in its store. `schema` gives every field a default. */
export function openSettings<T>(store: Store, schema: z.ZodType<T>): Settings<T> {
  const stored = (): Record<string, unknown> => store.get("settings", "current") ?? {};
  return {
    get: () => schema.parse(stored()),
    change(part) {
      const merged = { ...stored(), ...part };
      const value = schema.parse(merged);
      store.put("settings", "current", merged);
      return value;
    },
    reset: () => store.remove("settings", "current"),
  };
}
