CREATE TABLE "connect_request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"state_hash" text NOT NULL,
	"code_verifier_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"outcome" text,
	"detail" text,
	CONSTRAINT "connect_request_state_hash_unique" UNIQUE("state_hash")
);
--> statement-breakpoint
CREATE TABLE "etsy_connection" (
	"integration_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"etsy_user_id" bigint NOT NULL,
	"access_token_sealed" text NOT NULL,
	"access_token_expires_at" timestamp with time zone NOT NULL,
	"refresh_token_sealed" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"scopes" text[] NOT NULL,
	"address_visible" text DEFAULT 'unknown' NOT NULL,
	"tracking_allowed" text DEFAULT 'unknown' NOT NULL,
	"connected_by" uuid,
	"connected_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integration" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"app" text DEFAULT 'etsy' NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"status_detail" text,
	"order_creation" jsonb,
	"fulfilment" jsonb,
	"etsy_shop_id" bigint,
	"etsy_shop_name" text,
	"import_since" timestamp with time zone,
	"pull_cursor" timestamp with time zone,
	"next_pull_at" timestamp with time zone,
	"last_pull_succeeded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "integration_in_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "integration_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integration_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid,
	"kind" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pull" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"requested_by" uuid,
	"state" text DEFAULT 'running' NOT NULL,
	"window_from" timestamp with time zone NOT NULL,
	"window_to" timestamp with time zone NOT NULL,
	"offset" integer DEFAULT 0 NOT NULL,
	"receipts_seen" integer DEFAULT 0 NOT NULL,
	"receipts_new" integer DEFAULT 0 NOT NULL,
	"error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"parked" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_link" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"receipt_id" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"hold_reason" text,
	"skip_reason" text,
	"reason_detail" jsonb,
	"receipt_sealed" text,
	"receipt_read_at" timestamp with time zone NOT NULL,
	"receipt_status" text NOT NULL,
	"receipt_created_at" timestamp with time zone NOT NULL,
	"receipt_updated_at" timestamp with time zone NOT NULL,
	"item_quantity" integer NOT NULL,
	"total_minor" bigint,
	"total_divisor" integer,
	"currency" text,
	"stop_ship_at" timestamp with time zone,
	"stop_ship_reason" text,
	"address_sealed" text,
	"chosen_warehouse_id" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"last_error" text,
	"create_sent_at" timestamp with time zone,
	"outbound_order_id" uuid,
	"outbound_order_status" text,
	"outbound_order_version" integer,
	"outbound_order_number" text,
	"warehouse_id" uuid,
	"order_created_at" timestamp with time zone,
	"dispatched_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"personal_data_erased_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_link_one_per_receipt" UNIQUE("integration_id","receipt_id"),
	CONSTRAINT "order_link_one_per_order" UNIQUE("organisation_id","outbound_order_id"),
	CONSTRAINT "order_link_in_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_link_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "order_link_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_id" uuid NOT NULL,
	"order_link_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid,
	"kind" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shipment" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"order_link_id" uuid NOT NULL,
	"consignment_id" uuid,
	"tracking_code" text NOT NULL,
	"tracking_key" text NOT NULL,
	"carrier" text,
	"etsy_carrier_name" text,
	"state" text DEFAULT 'due' NOT NULL,
	"sent_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shipment_once_per_parcel" UNIQUE("order_link_id","tracking_key")
);
--> statement-breakpoint
CREATE TABLE "sku_alias" (
	"organisation_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"product_code" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sku_alias_integration_id_sku_pk" PRIMARY KEY("integration_id","sku")
);
--> statement-breakpoint
CREATE TABLE "cartoncloud_connection" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"region" text DEFAULT 'global' NOT NULL,
	"client_id" text NOT NULL,
	"client_secret_sealed" text NOT NULL,
	"tenant_id" uuid,
	"tenant_name" text,
	"access_token_sealed" text,
	"access_token_expires_at" timestamp with time zone,
	"status" text DEFAULT 'untested' NOT NULL,
	"last_error" text,
	"checked_at" timestamp with time zone,
	"order_posts_per_minute" integer DEFAULT 30 NOT NULL,
	"next_order_post_at" timestamp with time zone,
	"dispatch_cursor" timestamp with time zone,
	"dispatch_polled_at" timestamp with time zone,
	"catalogue_synced_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"cartoncloud_id" uuid NOT NULL,
	"name" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"configure_access" text DEFAULT 'organisation' NOT NULL,
	"products_synced_at" timestamp with time zone,
	CONSTRAINT "customer_cartoncloud_id" UNIQUE("organisation_id","cartoncloud_id"),
	CONSTRAINT "customer_in_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "customer_warehouse" (
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	CONSTRAINT "customer_warehouse_customer_id_warehouse_id_pk" PRIMARY KEY("customer_id","warehouse_id")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"allow_customer_access" boolean DEFAULT false NOT NULL,
	"time_zone" text DEFAULT 'Australia/Melbourne' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_tier" (
	"organisation_id" uuid NOT NULL,
	"from_quantity" integer NOT NULL,
	"weekly_price_minor" integer NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "price_tier_organisation_id_from_quantity_pk" PRIMARY KEY("organisation_id","from_quantity")
);
--> statement-breakpoint
CREATE TABLE "product" (
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_customer_id_code_pk" PRIMARY KEY("customer_id","code")
);
--> statement-breakpoint
CREATE TABLE "warehouse" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"cartoncloud_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "warehouse_cartoncloud_id" UNIQUE("organisation_id","cartoncloud_id"),
	CONSTRAINT "warehouse_in_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid,
	"user_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "membership_user_id_organisation_id_pk" PRIMARY KEY("user_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "membership_customer" (
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	CONSTRAINT "membership_customer_user_id_customer_id_pk" PRIMARY KEY("user_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "user_account" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_account_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "user_session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "connect_request" ADD CONSTRAINT "connect_request_integration_id_integration_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_request" ADD CONSTRAINT "connect_request_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_connection" ADD CONSTRAINT "etsy_connection_integration_id_integration_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_connection" ADD CONSTRAINT "etsy_connection_connected_by_user_account_id_fk" FOREIGN KEY ("connected_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration" ADD CONSTRAINT "integration_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration" ADD CONSTRAINT "integration_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_event" ADD CONSTRAINT "integration_event_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_event" ADD CONSTRAINT "integration_event_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pull" ADD CONSTRAINT "pull_requested_by_user_account_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pull" ADD CONSTRAINT "pull_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_link" ADD CONSTRAINT "order_link_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_link_event" ADD CONSTRAINT "order_link_event_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_link_event" ADD CONSTRAINT "order_link_event_organisation_id_order_link_id_order_link_organisation_id_id_fk" FOREIGN KEY ("organisation_id","order_link_id") REFERENCES "public"."order_link"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_organisation_id_order_link_id_order_link_organisation_id_id_fk" FOREIGN KEY ("organisation_id","order_link_id") REFERENCES "public"."order_link"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sku_alias" ADD CONSTRAINT "sku_alias_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sku_alias" ADD CONSTRAINT "sku_alias_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cartoncloud_connection" ADD CONSTRAINT "cartoncloud_connection_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer" ADD CONSTRAINT "customer_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_warehouse" ADD CONSTRAINT "customer_warehouse_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_warehouse" ADD CONSTRAINT "customer_warehouse_organisation_id_warehouse_id_warehouse_organisation_id_id_fk" FOREIGN KEY ("organisation_id","warehouse_id") REFERENCES "public"."warehouse"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_tier" ADD CONSTRAINT "price_tier_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product" ADD CONSTRAINT "product_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse" ADD CONSTRAINT "warehouse_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_customer" ADD CONSTRAINT "membership_customer_user_id_organisation_id_membership_user_id_organisation_id_fk" FOREIGN KEY ("user_id","organisation_id") REFERENCES "public"."membership"("user_id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_customer" ADD CONSTRAINT "membership_customer_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connect_request_integration" ON "connect_request" USING btree ("integration_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "integration_live_shop" ON "integration" USING btree ("etsy_shop_id") WHERE "integration"."status" <> 'deleted' and "integration"."etsy_shop_id" is not null;--> statement-breakpoint
CREATE INDEX "integration_due" ON "integration" USING btree ("status","next_pull_at");--> statement-breakpoint
CREATE INDEX "integration_customer" ON "integration" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "integration_event_recent" ON "integration_event" USING btree ("integration_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "pull_one_running" ON "pull" USING btree ("integration_id") WHERE "pull"."state" = 'running';--> statement-breakpoint
CREATE INDEX "pull_recent" ON "pull" USING btree ("integration_id","started_at");--> statement-breakpoint
CREATE INDEX "order_link_list" ON "order_link" USING btree ("integration_id","receipt_created_at");--> statement-breakpoint
CREATE INDEX "order_link_due" ON "order_link" USING btree ("state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "order_link_receipt" ON "order_link" USING btree ("organisation_id","receipt_id");--> statement-breakpoint
CREATE INDEX "order_link_event_timeline" ON "order_link_event" USING btree ("order_link_id","id");--> statement-breakpoint
CREATE INDEX "audit_entry_recent" ON "audit_entry" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "user_session_user" ON "user_session" USING btree ("user_id");