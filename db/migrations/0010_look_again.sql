ALTER TABLE "order_link" ADD COLUMN "look_again_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "order_link_look_again" ON "order_link" USING btree ("organisation_id","state","look_again_at") WHERE "order_link"."look_again_at" is not null;--> statement-breakpoint
-- Orders that are out already are asked for too, a few at a time.
UPDATE "order_link" SET "look_again_at" = now() + random() * interval '6 hours'
  WHERE "state" = 'created' AND "outbound_order_id" IS NOT NULL;
