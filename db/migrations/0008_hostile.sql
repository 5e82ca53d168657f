ALTER TABLE "integration" ADD CONSTRAINT "integration_of_customer" UNIQUE("organisation_id","customer_id","id");--> statement-breakpoint
ALTER TABLE "connect_request" DROP CONSTRAINT "connect_request_integration_id_integration_id_fk";
--> statement-breakpoint
ALTER TABLE "etsy_connection" DROP CONSTRAINT "etsy_connection_integration_id_integration_id_fk";
--> statement-breakpoint
ALTER TABLE "order_link" DROP CONSTRAINT "order_link_organisation_id_integration_id_integration_organisation_id_id_fk";
--> statement-breakpoint
ALTER TABLE "connect_request" ADD CONSTRAINT "connect_request_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_connection" ADD CONSTRAINT "etsy_connection_organisation_id_integration_id_integration_organisation_id_id_fk" FOREIGN KEY ("organisation_id","integration_id") REFERENCES "public"."integration"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_link" ADD CONSTRAINT "order_link_organisation_id_customer_id_integration_id_integration_organisation_id_customer_id_id_fk" FOREIGN KEY ("organisation_id","customer_id","integration_id") REFERENCES "public"."integration"("organisation_id","customer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_link" ADD CONSTRAINT "order_link_organisation_id_warehouse_id_warehouse_organisation_id_id_fk" FOREIGN KEY ("organisation_id","warehouse_id") REFERENCES "public"."warehouse"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_link" ADD CONSTRAINT "order_link_organisation_id_chosen_warehouse_id_warehouse_organisation_id_id_fk" FOREIGN KEY ("organisation_id","chosen_warehouse_id") REFERENCES "public"."warehouse"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The audit log only grows: triggers also bind the owner of the table, whom grants do not.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log only grows: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER "audit_entry_rows_stay" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_entry_table_stays" BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
