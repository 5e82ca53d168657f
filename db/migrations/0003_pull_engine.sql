CREATE TABLE "etsy_budget" (
	"keystring" text PRIMARY KEY NOT NULL,
	"limit_per_second" integer DEFAULT 10 NOT NULL,
	"limit_per_day" integer DEFAULT 10000 NOT NULL,
	"tokens" double precision DEFAULT 10 NOT NULL,
	"refilled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"remaining_today" integer,
	"remaining_read_at" timestamp with time zone,
	"blocked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "etsy_call_count" (
	"integration_id" uuid NOT NULL,
	"quarter" timestamp with time zone NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "etsy_call_count_integration_id_quarter_pk" PRIMARY KEY("integration_id","quarter")
);
--> statement-breakpoint
CREATE TABLE "etsy_webhook_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_type" text NOT NULL,
	"shop_id" bigint NOT NULL,
	"receipt_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"notification_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"sent_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	CONSTRAINT "mail_notification_id_user_id_pk" PRIMARY KEY("notification_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"integration_id" uuid,
	"kind" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"occurrence" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"addressed_at" timestamp with time zone,
	CONSTRAINT "notification_occurrence_unique" UNIQUE("occurrence"),
	CONSTRAINT "notification_in_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
DROP INDEX "pull_one_running";--> statement-breakpoint
ALTER TABLE "etsy_connection" ADD COLUMN "parked_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integration" ADD COLUMN "last_new_receipt_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integration" ADD COLUMN "silent_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integration" ADD COLUMN "catch_up_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "integration" ADD COLUMN "next_check_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "kind" text DEFAULT 'changes' NOT NULL;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "phase" text DEFAULT 'unshipped' NOT NULL;--> statement-breakpoint
ALTER TABLE "etsy_call_count" ADD CONSTRAINT "etsy_call_count_integration_id_integration_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_notification_id_notification_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "etsy_call_count_quarter" ON "etsy_call_count" USING btree ("quarter");--> statement-breakpoint
CREATE INDEX "etsy_webhook_delivery_recent" ON "etsy_webhook_delivery" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "mail_due" ON "mail" USING btree ("sent_at","next_attempt_at");--> statement-breakpoint
CREATE INDEX "notification_recent" ON "notification" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "pull_one_running" ON "pull" USING btree ("integration_id","kind") WHERE "pull"."state" = 'running';