import type { Database } from "./client";
import { db } from "./client";

type Prepared<Rows> = { execute(values?: Record<string, unknown>): Promise<Rows> };

/**
 * A query that is asked very often: its text is written once for each pool instead of at each time,
 * and each connection keeps it prepared. What differs is a placeholder of `build`, and a value of the
 * call: as the driver sends it, so a moment as its ISO 8601 text.
 */
export function keptQuery<Rows>(
  build: (on: Database) => { prepare(name: string): Prepared<Rows> },
): (values: Record<string, unknown>) => Promise<Rows> {
  const built = new WeakMap<Database, Prepared<Rows>>();
  return (values) => {
    const on = db();
    const query = built.get(on) ?? build(on).prepare("kept");
    built.set(on, query);
    return query.execute(values);
  };
}
