import { sql } from "drizzle-orm";
import {
  bigint,
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
import { warehouse } from "./organisation";
import { userAccount } from "./people";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * received   stored, its outbound order is due
 * creating   claimed; a create may be under way until the lease ends
 * unknown    a create was sent and its answer was lost; searched again before any repeat
 * held       waits for a person, see holdReason
 * created    the outbound order exists in CartonCloud
 * dispatched the warehouse sent it; Etsy is told next, if the integration says so
 * completed  nothing is left to do: Etsy knows every parcel, or the integration does not complete receipts
 * skipped    not to be imported, see skipReason
 */
export const orderLinkStates = [
  "received",
  "creating",
  "unknown",
  "held",
  "created",
  "dispatched",
  "completed",
  "skipped",
] as const;

/** One receipt and what became of it. */
export const orderLink = pgTable(
  "order_link",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    integrationId: uuid("integration_id").notNull(),
    /** Etsy's receipt_id: int64, kept as digits. */
    receiptId: text("receipt_id").notNull(),
    /** Its last three digits, see endingOf; null in rows of a version before, until they are filled. */
    receiptEnding: text("receipt_ending"),
    state: text("state", { enum: orderLinkStates }).notNull().default("received"),
    /** One of HoldReason and SkipReason of server/orders/schema. */
    holdReason: text("hold_reason"),
    skipReason: text("skip_reason"),
    /** Facts behind the reason, never a buyer's data: { sku }, { messages }, { outboundOrderId }. */
    reasonDetail: jsonb("reason_detail").$type<Record<string, unknown>>(),
    /** The receipt as last read (server/etsy/wire), sealed: it names the buyer. Null once erased. */
    receiptSealed: text("receipt_sealed"),
    receiptReadAt: instant("receipt_read_at").notNull(),
    receiptStatus: text("receipt_status").notNull(),
    receiptCreatedAt: instant("receipt_created_at").notNull(),
    receiptUpdatedAt: instant("receipt_updated_at").notNull(),
    itemQuantity: integer("item_quantity").notNull(),
    totalMinor: bigint("total_minor", { mode: "number" }),
    totalDivisor: integer("total_divisor"),
    currency: text("currency"),
    /** The receipt as someone changed it in Etsy after its order was made, sealed; null while it is the same. */
    editedReceiptSealed: text("edited_receipt_sealed"),
    editedAt: instant("edited_at"),
    /** Etsy says canceled or refunded although the outbound order exists. */
    stopShipAt: instant("stop_ship_at"),
    stopShipReason: text("stop_ship_reason"),
    /** Answers that people gave to holds. The address is sealed. */
    addressSealed: text("address_sealed"),
    chosenWarehouseId: uuid("chosen_warehouse_id"),
    /** Bumped by each release, so that a late run of an older attempt can tell. */
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    /** A run holds it until then. */
    leaseUntil: instant("lease_until"),
    /** Its event is on the way until then; the sweeper sends another one afterwards. */
    queuedUntil: instant("queued_until"),
    lastError: text("last_error"),
    /** Attempts that failed one after the other, whoever's fault it was. */
    failures: integer("failures").notNull().default(0),
    /** Since when a dispatched order waits for its tracking; null when it does not. */
    trackingAwaitedSince: instant("tracking_awaited_since"),
    /** Set before the create is sent; cleared only by a clear refusal. While set, search before sending again. */
    createSentAt: instant("create_sent_at"),
    outboundOrderId: uuid("outbound_order_id"),
    outboundOrderStatus: text("outbound_order_status"),
    outboundOrderVersion: integer("outbound_order_version"),
    outboundOrderNumber: text("outbound_order_number"),
    warehouseId: uuid("warehouse_id"),
    orderCreatedAt: instant("order_created_at"),
    dispatchedAt: instant("dispatched_at"),
    /** When CartonCloud is asked again by itself, for what nothing told of; null where nothing is expected. */
    lookAgainAt: instant("look_again_at"),
    completedAt: instant("completed_at"),
    personalDataErasedAt: instant("personal_data_erased_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("order_link_one_per_receipt").on(t.integrationId, t.receiptId),
    unique("order_link_one_per_order").on(t.organisationId, t.outboundOrderId),
    unique("order_link_in_organisation").on(t.organisationId, t.id),
    foreignKey({
      columns: [t.organisationId, t.customerId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.customerId, integration.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.warehouseId],
      foreignColumns: [warehouse.organisationId, warehouse.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.chosenWarehouseId],
      foreignColumns: [warehouse.organisationId, warehouse.id],
    }),
    index("order_link_list").on(t.integrationId, t.receiptCreatedAt),
    index("order_link_due").on(t.state, t.nextAttemptAt),
    // The list of one state, and how many are in each: the organisation is what row security asks for.
    index("order_link_state")
      .on(t.integrationId, t.state, t.receiptCreatedAt, t.organisationId)
      .concurrently(),
    // The search, by db/begins-with.
    index("order_link_receipt_begin")
      .on(t.customerId, sql`(${t.receiptId} collate "C")`)
      .concurrently(),
    index("order_link_order_begin")
      .on(t.customerId, sql`(${t.outboundOrderNumber} collate "C")`)
      .concurrently(),
    index("order_link_receipt").on(t.organisationId, t.receiptId),
    // The search for the last digits of a number; read backwards they are a beginning.
    index("order_link_receipt_end").on(
      t.organisationId,
      sql`reverse(${t.receiptId}) text_pattern_ops`,
    ),
    // The search by the last digits, the latest first, answered by this index alone.
    index("order_link_ending")
      .on(
        t.organisationId,
        t.receiptEnding,
        t.receiptCreatedAt,
        t.receiptId,
        t.customerId,
        t.integrationId,
        t.id,
      )
      .concurrently(),
    // Orders still to be made, however many are done; and when a shop last had its turn.
    index("order_link_open")
      .on(t.integrationId, t.receiptCreatedAt)
      .where(sql`${t.state} in ('received', 'creating', 'unknown')`),
    index("order_link_turn").on(t.integrationId, t.createSentAt),
    index("order_link_look_again")
      .on(t.organisationId, t.state, t.lookAgainAt)
      .where(sql`${t.lookAgainAt} is not null`),
  ],
);

/** The timeline of an order link. `data` holds ids, counts and reasons, never a buyer's data. */
export const orderLinkEvent = pgTable(
  "order_link_event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    organisationId: uuid("organisation_id").notNull(),
    orderLinkId: uuid("order_link_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    userId: uuid("user_id").references(() => userAccount.id),
    kind: text("kind").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    foreignKey({
      columns: [t.organisationId, t.orderLinkId],
      foreignColumns: [orderLink.organisationId, orderLink.id],
    }),
    index("order_link_event_timeline").on(t.orderLinkId, t.id),
  ],
);

/** The write-back ledger: one row per parcel, told to Etsy at most once. */
export const shipment = pgTable(
  "shipment",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id").notNull(),
    orderLinkId: uuid("order_link_id").notNull(),
    consignmentId: uuid("consignment_id"),
    /** As CartonCloud or a person wrote it; empty when the receipt is completed without tracking. */
    trackingCode: text("tracking_code").notNull(),
    /** Upper case without spaces and dashes: what counts as the same parcel. */
    trackingKey: text("tracking_key").notNull(),
    carrier: text("carrier"),
    /** Etsy's carrier_name that it is told under; null without tracking. */
    etsyCarrierName: text("etsy_carrier_name"),
    /** `shown`: it came after the receipt was completed, and a person decides whether Etsy is told. */
    state: text("state", { enum: ["due", "sending", "told", "shown"] })
      .notNull()
      .default("due"),
    sentAt: instant("sent_at"),
    toldAt: instant("told_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("shipment_once_per_parcel").on(t.orderLinkId, t.trackingKey),
    foreignKey({
      columns: [t.organisationId, t.orderLinkId],
      foreignColumns: [orderLink.organisationId, orderLink.id],
    }),
  ],
);

/** What a person said an Etsy SKU is called in CartonCloud. `sku` is `listing:<id>` for lines without one. */
export const skuAlias = pgTable(
  "sku_alias",
  {
    organisationId: uuid("organisation_id").notNull(),
    integrationId: uuid("integration_id").notNull(),
    sku: text("sku").notNull(),
    productCode: text("product_code").notNull(),
    createdBy: uuid("created_by").references(() => userAccount.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.integrationId, t.sku] }),
    foreignKey({
      columns: [t.organisationId, t.integrationId],
      foreignColumns: [integration.organisationId, integration.id],
    }),
  ],
);
