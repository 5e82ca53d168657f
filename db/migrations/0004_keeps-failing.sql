ALTER TABLE "order_link" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_link" ADD COLUMN "tracking_awaited_since" timestamp with time zone;