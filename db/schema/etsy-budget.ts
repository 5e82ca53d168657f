import {
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { integration } from "./integration";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** The quota of the Etsy app, which all shops share. One row per keystring, corrected from Etsy's headers. */
export const etsyBudget = pgTable("etsy_budget", {
  keystring: text("keystring").primaryKey(),
  limitPerSecond: integer("limit_per_second").notNull().default(10),
  limitPerDay: integer("limit_per_day").notNull().default(10_000),
  /** Calls left in the bucket of this second, as of `refilledAt`. */
  tokens: doublePrecision("tokens").notNull().default(10),
  refilledAt: instant("refilled_at").notNull().defaultNow(),
  /** What Etsy last said is left of the rolling day, and when it said so. */
  remainingToday: integer("remaining_today"),
  remainingReadAt: instant("remaining_read_at"),
  /** How much longer than its rhythm asks every shop waits for its next reading; 1 where the day's calls last. */
  readingStretch: doublePrecision("reading_stretch").notNull().default(1),
  /** Etsy refused the whole app until then. */
  blockedUntil: instant("blocked_until"),
});

/** Calls to Etsy by shop and quarter of an hour: the rolling day, and who used it. */
export const etsyCallCount = pgTable(
  "etsy_call_count",
  {
    integrationId: uuid("integration_id")
      .notNull()
      .references(() => integration.id),
    /** Start of the quarter of an hour, UTC. */
    quarter: instant("quarter").notNull(),
    calls: integer("calls").notNull().default(0),
    /** Of these, what was read of receipts by the shop's rhythm. */
    readings: integer("readings").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.integrationId, t.quarter] }),
    index("etsy_call_count_quarter").on(t.quarter),
  ],
);
