ALTER TABLE "order_link" ADD COLUMN "edited_receipt_sealed" text;--> statement-breakpoint
ALTER TABLE "order_link" ADD COLUMN "edited_at" timestamp with time zone;