import {
  bigint,
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { customer, organisation } from "./organisation";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** A person who can sign in. */
export const userAccount = pgTable("user_account", {
  id: uuid("id").primaryKey().defaultRandom(),
  /** Lower case, trimmed. */
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  passwordHash: text("password_hash").notNull(),
  /** Demo accounts are refused wherever demo mode is off. */
  demo: boolean("demo").notNull().default(false),
  /** Shut everywhere, by the keeper of the installation. An organisation disables its own membership. */
  disabledAt: instant("disabled_at"),
  createdAt: instant("created_at").notNull().defaultNow(),
  /** Base32 secret of the authenticator app; in force once confirmed. */
  totpSecretSealed: text("totp_secret_sealed"),
  totpConfirmedAt: instant("totp_confirmed_at"),
  /** Number of the last 30 s step whose code was taken: no code counts twice. */
  totpLastStep: bigint("totp_last_step", { mode: "number" }),
  /** Issuer and subject of the single sign-on that this account is bound to, since its first use. */
  oidcSubject: text("oidc_subject").unique(),
});

export const membership = pgTable(
  "membership",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => userAccount.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    role: text("role", { enum: ["admin", "customer_user"] }).notNull(),
    /** Since when this organisation does not let the person in. */
    disabledAt: instant("disabled_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.organisationId] })],
);

/** The customers that a customer user acts for. */
export const membershipCustomer = pgTable(
  "membership_customer",
  {
    userId: uuid("user_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.customerId] }),
    foreignKey({
      columns: [t.userId, t.organisationId],
      foreignColumns: [membership.userId, membership.organisationId],
    }),
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
  ],
);

/** A signed-in browser. The cookie only names it; everything else is read from here at each request. */
export const userSession = pgTable(
  "user_session",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => userAccount.id),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    userAgent: text("user_agent"),
    /** Network address of the browser at sign-in. */
    address: text("address"),
    /** SHA-256 of what the browser's own cookie holds; it tells browsers of one person apart. */
    browserHash: text("browser_hash"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("user_session_user").on(t.userId)],
);

/** One row per change that a person made, written in its transaction. Triggers refuse any later change of it. */
export const auditEntry = pgTable(
  "audit_entry",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    customerId: uuid("customer_id"),
    userId: uuid("user_id").references(() => userAccount.id),
    at: instant("at").notNull().defaultNow(),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    before: jsonb("before").$type<unknown>(),
    after: jsonb("after").$type<unknown>(),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
    index("audit_entry_recent").on(t.organisationId, t.at),
    index("audit_entry_action").on(t.organisationId, t.action, t.at).concurrently(),
    index("audit_entry_user").on(t.organisationId, t.userId, t.at).concurrently(),
    index("audit_entry_customer").on(t.organisationId, t.customerId, t.at).concurrently(),
  ],
);
