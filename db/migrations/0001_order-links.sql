ALTER TABLE "integration" ADD COLUMN "etsy_shop_country" text;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "seen_up_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order_link" ADD COLUMN "queued_until" timestamp with time zone;