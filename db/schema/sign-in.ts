import { sql } from "drizzle-orm";
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { customer, organisation } from "./organisation";
import { userAccount } from "./people";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** An address that was asked to join. Its token is mailed and kept as SHA-256 only. */
export const invitation = pgTable(
  "invitation",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    /** Lower case, trimmed. */
    email: text("email").notNull(),
    role: text("role", { enum: ["admin", "customer_user"] }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => userAccount.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When the token in force was mailed. */
    sentAt: instant("sent_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    unique("invitation_in_organisation").on(t.organisationId, t.id),
    uniqueIndex("invitation_open")
      .on(t.organisationId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
  ],
);

/** The customers that the invited person will act for. */
export const invitationCustomer = pgTable(
  "invitation_customer",
  {
    invitationId: uuid("invitation_id").notNull(),
    organisationId: uuid("organisation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.invitationId, t.customerId] }),
    foreignKey({
      columns: [t.organisationId, t.invitationId],
      foreignColumns: [invitation.organisationId, invitation.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
  ],
);

/** What proves a person once: a mailed link, or the first half of a sign-in. SHA-256 only. */
export const userToken = pgTable(
  "user_token",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => userAccount.id),
    purpose: text("purpose", { enum: ["reset", "second_factor", "email"] }).notNull(),
    /** The address that a token of purpose "email" leads to. Lower case, trimmed. */
    email: text("email"),
    tokenHash: text("token_hash").notNull().unique(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("user_token_user").on(t.userId, t.purpose)],
);

/** Stands in for the authenticator app, each code once. */
export const recoveryCode = pgTable(
  "recovery_code",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => userAccount.id),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

/** How often something was tried within the running window. */
export const attemptCount = pgTable(
  "attempt_count",
  {
    /** What is counted, such as "sign-in:account:<SHA-256>". */
    subject: text("subject").primaryKey(),
    attempts: integer("attempts").notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [index("attempt_count_end").on(t.endsAt)],
);

/** A mail to an address about its account or invitation; the token it carries is sealed until it is sent. */
export const accountMail = pgTable(
  "account_mail",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind", {
      enum: [
        "invitation",
        "reset",
        "password_changed",
        "second_factor_changed",
        "provider_bound",
        "joined",
        "email_confirm",
        "email_asked",
        "email_changed",
        "email_taken",
        "sign_in_noticed",
      ],
    }).notNull(),
    toName: text("to_name").notNull(),
    toEmail: text("to_email").notNull(),
    data: jsonb("data").$type<Record<string, string>>().notNull().default({}),
    tokenSealed: text("token_sealed"),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Past this its link is of no use, and it is not sent. */
    expiresAt: instant("expires_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at").notNull().defaultNow(),
    lastError: text("last_error"),
    sentAt: instant("sent_at"),
  },
  (t) => [index("account_mail_due").on(t.nextAttemptAt).where(sql`${t.sentAt} is null`)],
);
