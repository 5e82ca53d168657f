CREATE TABLE "cartoncloud_webhook_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key_hash" text NOT NULL,
	"ending" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "cartoncloud_connection" ADD COLUMN "webhook_received_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cartoncloud_connection" ADD COLUMN "webhook_refused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cartoncloud_webhook_key" ADD CONSTRAINT "cartoncloud_webhook_key_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cartoncloud_webhook_key" ADD CONSTRAINT "cartoncloud_webhook_key_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cartoncloud_webhook_key_organisation" ON "cartoncloud_webhook_key" USING btree ("organisation_id");