import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { customer, organisation } from "./organisation";
import { userAccount } from "./people";

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const integrationStatuses = ["draft", "active", "paused", "reconnect", "deleted"] as const;

/** One configured connection of one customer to one shop of one app. */
export const integration = pgTable(
  "integration",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    customerId: uuid("customer_id").notNull(),
    app: text("app", { enum: ["etsy"] })
      .notNull()
      .default("etsy"),
    name: text("name").notNull(),
    status: text("status", { enum: integrationStatuses }).notNull().default("draft"),
    /** Why it is in `reconnect`, in words; null otherwise. */
    statusDetail: text("status_detail"),
    /** Settings of step 3 and step 4; parsed by server/integrations/schema. Null until saved once. */
    orderCreation: jsonb("order_creation").$type<unknown>(),
    fulfilment: jsonb("fulfilment").$type<unknown>(),
    /** Set at connect and kept after delete, so that history stays readable. */
    etsyShopId: bigint("etsy_shop_id", { mode: "number" }),
    etsyShopName: text("etsy_shop_name"),
    etsyShopCountry: text("etsy_shop_country"),
    /** Receipts paid before this instant are not this integration's business. */
    importSince: instant("import_since"),
    /** Etsy's clock: receipts modified up to here are stored. Moves only with the page that it passed. */
    pullCursor: instant("pull_cursor"),
    nextPullAt: instant("next_pull_at"),
    lastPullSucceededAt: instant("last_pull_succeeded_at"),
    /** When a pull last found a receipt that was not known: the rhythm of the shop. */
    lastNewReceiptAt: instant("last_new_receipt_at"),
    /** Set while the shop is quiet for longer than its own rhythm explains. */
    silentSince: instant("silent_since"),
    /** Set at a reconnect; the first whole pull after it tells what was caught up and clears it. */
    catchUpSince: instant("catch_up_since"),
    /** When the next daily check of paid and unshipped receipts is due. */
    nextCheckAt: instant("next_check_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    activatedAt: instant("activated_at"),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    unique("integration_in_organisation").on(t.organisationId, t.id),
    // What belongs to an integration belongs to its customer: the key that order links point at.
    unique("integration_of_customer").on(t.organisationId, t.customerId, t.id),
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
    // One live integration per shop, in all organisations: two would send every receipt twice.
    uniqueIndex("integration_live_shop")
      .on(t.etsyShopId)
      .where(sql`${t.status} <> 'deleted' and ${t.etsyShopId} is not null`),
    index("integration_due").on(t.status, t.nextPullAt),
    index("integration_customer").on(t.customerId),
  ],
);

/** The tokens of a connected shop; the row is wiped at delete. `generation` grows with each refresh. */
export const etsyConnection = pgTable(
  "etsy_connection",
  {
    integrationId: uuid("integration_id").primaryKey(),
    organisationId: uuid("organisation_id").notNull(),
    etsyUserId: bigint("etsy_user_id", { mode: "number" }).notNull(),
    accessTokenSealed: text("access_token_sealed").notNull(),
    accessTokenExpiresAt: instant("access_token_expires_at").notNull(),
    refreshTokenSealed: text("refresh_token_sealed").notNull(),
    generation: integer("generation").notNull().default(1),
    refreshedAt: instant("refreshed_at").notNull().defaultNow(),
    scopes: text("scopes").array().notNull(),
    addressVisible: text("address_visible", { enum: ["unknown", "yes", "no"] })
      .notNull()
      .default("unknown"),
    trackingAllowed: text("tracking_allowed", { enum: ["unknown", "yes", "no"] })
      .notNull()
      .default("unknown"),
    /** Etsy asked this shop to wait until then: no call is made for it before. */
    parkedUntil: instant("parked_until"),
    connectedBy: uuid("connected_by").references(() => userAccount.id),
    connectedAt: instant("connected_at").notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
  ],
);

/** One press of "Connect". Single use, bound to the session that pressed it. */
export const connectRequest = pgTable(
  "connect_request",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id").notNull(),
    integrationId: uuid("integration_id").notNull(),
    sessionId: uuid("session_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => userAccount.id),
    /** SHA-256 of the state sent to Etsy, hex. */
    stateHash: text("state_hash").notNull().unique(),
    codeVerifierSealed: text("code_verifier_sealed").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** How it ended: null while open, "connected", or why not. */
    outcome: text("outcome"),
    detail: text("detail"),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
    index("connect_request_integration").on(t.integrationId, t.createdAt),
  ],
);

/**
 * What a pull reads.
 * changes  what was modified since the cursor
 * check    daily: what is paid and unshipped, and what was canceled, whatever the cursor has seen
 */
export const pullKinds = ["changes", "check"] as const;

/** One scheduled or requested reading of a shop's receipts. */
export const pull = pgTable(
  "pull",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id").notNull(),
    integrationId: uuid("integration_id").notNull(),
    kind: text("kind", { enum: pullKinds }).notNull().default("changes"),
    /** A check reads the unshipped ones, then the canceled ones. */
    phase: text("phase", { enum: ["unshipped", "canceled"] })
      .notNull()
      .default("unshipped"),
    trigger: text("trigger", { enum: ["schedule", "person", "webhook"] }).notNull(),
    requestedBy: uuid("requested_by").references(() => userAccount.id),
    state: text("state", { enum: ["running", "succeeded", "failed"] })
      .notNull()
      .default("running"),
    /** Window over Etsy's last-modified time, of a check over its creation time; `windowTo` is fixed at the start. */
    windowFrom: instant("window_from").notNull(),
    windowTo: instant("window_to").notNull(),
    /** Latest second of that time read so far; the next page begins there. */
    seenUpTo: instant("seen_up_to"),
    /** Receipts of that second already read. */
    offset: integer("offset").notNull().default(0),
    receiptsSeen: integer("receipts_seen").notNull().default(0),
    receiptsNew: integer("receipts_new").notNull().default(0),
    error: text("error"),
    startedAt: instant("started_at").notNull().defaultNow(),
    /** Last sign of life; the sweeper re-drives a pull that has been quiet. */
    touchedAt: instant("touched_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
    /** True when the answer of a quota or outage parked the shop until `nextPullAt`. */
    parked: boolean("parked").notNull().default(false),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
    uniqueIndex("pull_one_running").on(t.integrationId, t.kind).where(sql`${t.state} = 'running'`),
    index("pull_recent").on(t.integrationId, t.startedAt),
  ],
);

/** Deliveries of Etsy's webhook, each worked off once: `id` is the same over Etsy's own repeats. */
export const etsyWebhookDelivery = pgTable(
  "etsy_webhook_delivery",
  {
    id: text("id").primaryKey(),
    receivedAt: instant("received_at").notNull().defaultNow(),
    eventType: text("event_type").notNull(),
    shopId: bigint("shop_id", { mode: "number" }).notNull(),
    receiptId: text("receipt_id").notNull(),
  },
  (t) => [index("etsy_webhook_delivery_recent").on(t.receivedAt)],
);

/** What happened to an integration itself: created, connected, paused, reconnect needed, and so on. */
export const integrationEvent = pgTable(
  "integration_event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    organisationId: uuid("organisation_id").notNull(),
    integrationId: uuid("integration_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    userId: uuid("user_id").references(() => userAccount.id),
    kind: text("kind").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
    index("integration_event_recent").on(t.integrationId, t.at),
  ],
);
