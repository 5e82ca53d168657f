import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { integration } from "./integration";
import { organisation } from "./organisation";
import { membership, userAccount } from "./people";

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const notificationKinds = [
  "connection_lost",
  "connection_recovered",
  "cartoncloud_lost",
  "cartoncloud_recovered",
  "orders_held",
  "stop_ship",
  "shop_silent",
  "receipts_missed",
  "statement_closed",
] as const;

/** Something that people are told by mail. Written in the transaction of what happened. */
export const notification = pgTable(
  "notification",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    /** Null for what concerns the organisation alone; then only admins are told. */
    integrationId: uuid("integration_id"),
    kind: text("kind", { enum: notificationKinds }).notNull(),
    /** Ids, names and counts; never a buyer's data. */
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
    /** The same occurrence is told once. */
    occurrence: text("occurrence").notNull().unique(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When its mails were laid out, one per recipient; null until then. */
    addressedAt: instant("addressed_at"),
  },
  (t) => [
    unique("notification_in_organisation").on(t.organisationId, t.id),
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
    index("notification_recent").on(t.organisationId, t.createdAt),
  ],
);

/** One mail to one person. */
export const mail = pgTable(
  "mail",
  {
    notificationId: uuid("notification_id")
      .notNull()
      .references(() => notification.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => userAccount.id),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull().defaultNow(),
    lastError: text("last_error"),
    sentAt: instant("sent_at"),
    /** No longer to be sent: the person left, or chose not to get this kind. */
    droppedAt: instant("dropped_at"),
  },
  (t) => [
    primaryKey({ columns: [t.notificationId, t.userId] }),
    index("mail_due").on(t.sentAt, t.nextAttemptAt),
  ],
);

/** A kind of mail that a person chose not to get from an organisation; no row: they get it. */
export const mailRefusal = pgTable(
  "mail_refusal",
  {
    userId: uuid("user_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    kind: text("kind", { enum: notificationKinds }).notNull(),
    refusedAt: instant("refused_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.organisationId, t.kind] }),
    foreignKey({
      columns: [t.userId, t.organisationId],
      foreignColumns: [membership.userId, membership.organisationId],
    }).onDelete("cascade"),
  ],
);
