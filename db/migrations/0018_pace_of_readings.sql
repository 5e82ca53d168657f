ALTER TABLE "etsy_budget" ADD COLUMN "reading_stretch" double precision DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "etsy_call_count" ADD COLUMN "readings" integer DEFAULT 0 NOT NULL;