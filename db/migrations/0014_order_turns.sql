ALTER TABLE "cartoncloud_connection" ADD COLUMN "order_maker" text;--> statement-breakpoint
ALTER TABLE "cartoncloud_connection" ADD COLUMN "order_maker_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "order_link_open" ON "order_link" USING btree ("integration_id","receipt_created_at") WHERE "order_link"."state" in ('received', 'creating', 'unknown');--> statement-breakpoint
CREATE INDEX "order_link_turn" ON "order_link" USING btree ("integration_id","create_sent_at");