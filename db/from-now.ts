import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";

/**
 * So many milliseconds from now by the database's clock: the one that all processes share, and that
 * stands still when the clock of one of them is set.
 */
export const fromNow = (ms: number): SQL<Date> =>
  sql`clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)`;
