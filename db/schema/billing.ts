import {
  bigint,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { integration } from "./integration";
import { customer, organisation } from "./organisation";
import { userAccount } from "./people";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A closed week of an organisation. Never updated or deleted: a trigger of the migration refuses.
 * Amounts are integers in minor units.
 */
export const billingStatement = pgTable(
  "billing_statement",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    monday: date("monday", { mode: "string" }).notNull(),
    /** The week as it was cut, in the zone that the organisation had then. */
    weekFrom: instant("week_from").notNull(),
    weekTo: instant("week_to").notNull(),
    timeZone: text("time_zone").notNull(),
    currency: text("currency").notNull(),
    quantity: integer("quantity").notNull(),
    listPriceMinor: integer("list_price_minor").notNull(),
    unitPriceMinor: integer("unit_price_minor").notNull(),
    /** The tier reached: its price holds from so many integrations on. */
    tierFrom: integer("tier_from").notNull(),
    totalMinor: bigint("total_minor", { mode: "number" }).notNull(),
    closedAt: instant("closed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.monday] })],
);

/** One integration of a closed week, with the names that it had then. Written before its statement. */
export const billingLine = pgTable(
  "billing_line",
  {
    organisationId: uuid("organisation_id").notNull(),
    monday: date("monday", { mode: "string" }).notNull(),
    integrationId: uuid("integration_id").notNull(),
    integrationName: text("integration_name").notNull(),
    customerId: uuid("customer_id").notNull(),
    customerName: text("customer_name").notNull(),
    activatedAt: instant("activated_at").notNull(),
    deletedAt: instant("deleted_at"),
    /** Days of the week on which it was active, for reading; a part week costs a whole one. */
    days: integer("days").notNull(),
    amountMinor: integer("amount_minor").notNull(),
    /** What the customer is charged for it by the organisation. */
    passOnMinor: integer("pass_on_minor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.monday, t.integrationId] }),
    foreignKey({
      columns: [t.organisationId, t.customerId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.customerId, integration.id],
    }),
    index("billing_line_in_order").on(
      t.organisationId,
      t.monday,
      t.customerName,
      t.integrationName,
      t.integrationId,
    ),
  ],
);

/** What a closed week should have said, as a line of its own; never updated or deleted. */
export const billingCorrection = pgTable(
  "billing_correction",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id").notNull(),
    monday: date("monday", { mode: "string" }).notNull(),
    integrationId: uuid("integration_id").notNull(),
    /** Negative where too much was billed. */
    amountMinor: integer("amount_minor").notNull(),
    /** What it changes of the customer's charge; 0 where it is not passed on. */
    passOnMinor: integer("pass_on_minor").notNull(),
    reason: text("reason").notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => userAccount.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.monday],
      foreignColumns: [billingStatement.organisationId, billingStatement.monday],
    }),
    foreignKey({
      columns: [t.organisationId, t.monday, t.integrationId],
      foreignColumns: [billingLine.organisationId, billingLine.monday, billingLine.integrationId],
    }),
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
    index("billing_correction_week").on(t.organisationId, t.monday),
  ],
);

/**
 * What a customer is charged for each integration a week from a Monday on, in minor units of the
 * price list's currency; null charges what the organisation pays itself.
 */
export const passOnPrice = pgTable(
  "pass_on_price",
  {
    organisationId: uuid("organisation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    validFrom: date("valid_from", { mode: "string" }).notNull(),
    weeklyPriceMinor: integer("weekly_price_minor"),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.customerId, t.validFrom] }),
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
  ],
);
