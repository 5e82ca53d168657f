CREATE TABLE "billing_correction" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"monday" date NOT NULL,
	"integration_id" uuid NOT NULL,
	"amount_minor" integer NOT NULL,
	"pass_on_minor" integer NOT NULL,
	"reason" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing_line" (
	"organisation_id" uuid NOT NULL,
	"monday" date NOT NULL,
	"integration_id" uuid NOT NULL,
	"integration_name" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"customer_name" text NOT NULL,
	"activated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"days" integer NOT NULL,
	"amount_minor" integer NOT NULL,
	"pass_on_minor" integer NOT NULL,
	CONSTRAINT "billing_line_organisation_id_monday_integration_id_pk" PRIMARY KEY("organisation_id","monday","integration_id")
);
--> statement-breakpoint
CREATE TABLE "billing_statement" (
	"organisation_id" uuid NOT NULL,
	"monday" date NOT NULL,
	"week_from" timestamp with time zone NOT NULL,
	"week_to" timestamp with time zone NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"quantity" integer NOT NULL,
	"list_price_minor" integer NOT NULL,
	"unit_price_minor" integer NOT NULL,
	"tier_from" integer NOT NULL,
	"total_minor" bigint NOT NULL,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_statement_organisation_id_monday_pk" PRIMARY KEY("organisation_id","monday")
);
--> statement-breakpoint
CREATE TABLE "pass_on_price" (
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"weekly_price_minor" integer,
	CONSTRAINT "pass_on_price_organisation_id_customer_id_valid_from_pk" PRIMARY KEY("organisation_id","customer_id","valid_from")
);
--> statement-breakpoint
ALTER TABLE "price_tier" ADD COLUMN "valid_from" date DEFAULT '1970-01-05' NOT NULL;--> statement-breakpoint
ALTER TABLE "price_tier" DROP CONSTRAINT "price_tier_organisation_id_from_quantity_pk";--> statement-breakpoint
ALTER TABLE "price_tier" ADD CONSTRAINT "price_tier_organisation_id_valid_from_from_quantity_pk" PRIMARY KEY("organisation_id","valid_from","from_quantity");--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "show_billing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "billing_correction" ADD CONSTRAINT "billing_correction_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_correction" ADD CONSTRAINT "billing_correction_organisation_id_monday_billing_statement_organisation_id_monday_fk" FOREIGN KEY ("organisation_id","monday") REFERENCES "public"."billing_statement"("organisation_id","monday") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_correction" ADD CONSTRAINT "billing_correction_organisation_id_monday_integration_id_billing_line_organisation_id_monday_integration_id_fk" FOREIGN KEY ("organisation_id","monday","integration_id") REFERENCES "public"."billing_line"("organisation_id","monday","integration_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_correction" ADD CONSTRAINT "billing_correction_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_line" ADD CONSTRAINT "billing_line_organisation_id_customer_id_integration_id_integration_organisation_id_customer_id_id_fk" FOREIGN KEY ("organisation_id","customer_id","integration_id") REFERENCES "public"."integration"("organisation_id","customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_statement" ADD CONSTRAINT "billing_statement_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_on_price" ADD CONSTRAINT "pass_on_price_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_correction_week" ON "billing_correction" USING btree ("organisation_id","monday");--> statement-breakpoint
CREATE INDEX "billing_line_in_order" ON "billing_line" USING btree ("organisation_id","monday","customer_name","integration_name","integration_id");--> statement-breakpoint
-- By hand from here on. Lines are written before their statement, which closes the week.
ALTER TABLE "billing_line" ADD CONSTRAINT "billing_line_statement_fk" FOREIGN KEY ("organisation_id","monday") REFERENCES "public"."billing_statement"("organisation_id","monday") DEFERRABLE INITIALLY DEFERRED;--> statement-breakpoint
-- A trigger also binds the owner of the tables, whom grants do not; TRUNCATE is granted to nobody else.
CREATE FUNCTION "refuse_billing_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A closed week never changes; add a correction.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;--> statement-breakpoint
CREATE FUNCTION "refuse_late_billing_line"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "billing_statement" s WHERE s."organisation_id" = NEW."organisation_id" AND s."monday" = NEW."monday") THEN
    RAISE EXCEPTION 'A closed week never changes; add a correction.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER "billing_statement_closed" BEFORE UPDATE OR DELETE ON "billing_statement" FOR EACH ROW EXECUTE FUNCTION "refuse_billing_change"();--> statement-breakpoint
CREATE TRIGGER "billing_line_closed" BEFORE UPDATE OR DELETE ON "billing_line" FOR EACH ROW EXECUTE FUNCTION "refuse_billing_change"();--> statement-breakpoint
CREATE TRIGGER "billing_correction_closed" BEFORE UPDATE OR DELETE ON "billing_correction" FOR EACH ROW EXECUTE FUNCTION "refuse_billing_change"();--> statement-breakpoint
CREATE TRIGGER "billing_line_late" BEFORE INSERT ON "billing_line" FOR EACH ROW EXECUTE FUNCTION "refuse_late_billing_line"();--> statement-breakpoint
select keep_rows_apart('public.billing_statement'::regclass);--> statement-breakpoint
select keep_rows_apart('public.billing_line'::regclass);--> statement-breakpoint
select keep_rows_apart('public.billing_correction'::regclass);--> statement-breakpoint
select keep_rows_apart('public.pass_on_price'::regclass);--> statement-breakpoint
-- A customer user sees a pass-on price where they see the customer.
alter policy own_rows on "pass_on_price"
  using (exists (select 1 from "customer" c where c."organisation_id" = "pass_on_price"."organisation_id" and c."id" = "pass_on_price"."customer_id"))
  with check (exists (select 1 from "customer" c where c."organisation_id" = "pass_on_price"."organisation_id" and c."id" = "pass_on_price"."customer_id"));
