import {
  boolean,
  date,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** The 3PL: one CartonCloud tenant, the account owner who is billed. */
export const organisation = pgTable("organisation", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  /** "Allow Customer to access Self-Managed Integrations". */
  allowCustomerAccess: boolean("allow_customer_access").notNull().default(false),
  /** Customer users see the lines of their own customers, at what those are charged. */
  showBilling: boolean("show_billing").notNull().default(false),
  /** Whoever signs in by a password sets up an authenticator app before anything else. */
  requireSecondFactor: boolean("require_second_factor").notNull().default(false),
  /** IANA zone that billing weeks are cut in. */
  timeZone: text("time_zone").notNull().default("Australia/Melbourne"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** How an organisation reaches CartonCloud. Sealed columns are AES-256-GCM texts of server/crypto. */
export const cartonCloudConnection = pgTable("cartoncloud_connection", {
  organisationId: uuid("organisation_id")
    .primaryKey()
    .references(() => organisation.id),
  region: text("region", { enum: ["global", "north_america"] })
    .notNull()
    .default("global"),
  clientId: text("client_id").notNull(),
  clientSecretSealed: text("client_secret_sealed").notNull(),
  tenantId: uuid("tenant_id"),
  tenantName: text("tenant_name"),
  accessTokenSealed: text("access_token_sealed"),
  accessTokenExpiresAt: instant("access_token_expires_at"),
  status: text("status", { enum: ["untested", "connected", "failed"] })
    .notNull()
    .default("untested"),
  lastError: text("last_error"),
  checkedAt: instant("checked_at"),
  /** CartonCloud takes 30 order posts a minute per API user. */
  orderPostsPerMinute: integer("order_posts_per_minute").notNull().default(30),
  /** The next free slot for an order post, kept here so that all processes share it. */
  nextOrderPostAt: instant("next_order_post_at"),
  /** The run that makes the organisation's orders, until then; others leave them to it. */
  orderMaker: text("order_maker"),
  orderMakerUntil: instant("order_maker_until"),
  /** Orders dispatched up to here have been seen. */
  dispatchCursor: instant("dispatch_cursor"),
  dispatchPolledAt: instant("dispatch_polled_at"),
  /** When the webhook last came with a valid key, and when last with a wrong one. */
  webhookReceivedAt: instant("webhook_received_at"),
  webhookRefusedAt: instant("webhook_refused_at"),
  /** Last call with a valid key about an order that no integration here made. */
  webhookStrangerAt: instant("webhook_stranger_at"),
  catalogueSyncedAt: instant("catalogue_synced_at"),
});

/** A company whose stock the organisation holds. */
export const customer = pgTable(
  "customer",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    cartonCloudId: uuid("cartoncloud_id").notNull(),
    name: text("name").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** "Allow access to configure Self-Managed Integrations": follow the organisation, or override it. */
    configureAccess: text("configure_access", { enum: ["organisation", "allowed", "denied"] })
      .notNull()
      .default("organisation"),
    productsSyncedAt: instant("products_synced_at"),
  },
  (t) => [
    unique("customer_cartoncloud_id").on(t.organisationId, t.cartonCloudId),
    unique("customer_in_organisation").on(t.organisationId, t.id),
  ],
);

export const warehouse = pgTable(
  "warehouse",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    cartonCloudId: uuid("cartoncloud_id").notNull(),
    name: text("name").notNull(),
  },
  (t) => [
    unique("warehouse_cartoncloud_id").on(t.organisationId, t.cartonCloudId),
    unique("warehouse_in_organisation").on(t.organisationId, t.id),
  ],
);

/** Which warehouses a customer has access to, as CartonCloud said at the last reading. */
export const customerWarehouse = pgTable(
  "customer_warehouse",
  {
    organisationId: uuid("organisation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    warehouseId: uuid("warehouse_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.warehouseId] }),
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.warehouseId],
      foreignColumns: [warehouse.organisationId, warehouse.id],
    }),
  ],
);

/** Product codes that CartonCloud knows for a customer, as last read. */
export const product = pgTable(
  "product",
  {
    organisationId: uuid("organisation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    active: boolean("active").notNull().default(true),
    readAt: instant("read_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.code] }),
    foreignKey({
      columns: [t.organisationId, t.customerId],
      foreignColumns: [customer.organisationId, customer.id],
    }),
  ],
);

/**
 * Price per active integration per week, in minor units, from a number of active integrations on.
 * A week has the list with the latest `validFrom` that is not after its Monday.
 */
export const priceTier = pgTable(
  "price_tier",
  {
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    /** A Monday; the default stands for "since ever". */
    validFrom: date("valid_from", { mode: "string" }).notNull().default("1970-01-05"),
    fromQuantity: integer("from_quantity").notNull(),
    weeklyPriceMinor: integer("weekly_price_minor").notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.validFrom, t.fromQuantity] })],
);
