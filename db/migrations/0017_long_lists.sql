CREATE INDEX CONCURRENTLY "order_link_state" ON "order_link" USING btree ("integration_id","state","receipt_created_at","organisation_id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "order_link_receipt_begin" ON "order_link" USING btree ("customer_id",("receipt_id" collate "C"));--> statement-breakpoint
CREATE INDEX CONCURRENTLY "order_link_order_begin" ON "order_link" USING btree ("customer_id",("outbound_order_number" collate "C"));--> statement-breakpoint
CREATE INDEX CONCURRENTLY "audit_entry_action" ON "audit_entry" USING btree ("organisation_id","action","at");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "audit_entry_user" ON "audit_entry" USING btree ("organisation_id","user_id","at");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "audit_entry_customer" ON "audit_entry" USING btree ("organisation_id","customer_id","at");