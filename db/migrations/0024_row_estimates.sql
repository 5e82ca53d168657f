-- contract of 0023_search_by_ending: the same rows are let through, so that no version notices.
-- What is asked of the whole statement, and not of a row, is a question with yes or no for an answer:
-- of an equation the planner expects that one row in 200 fits, and then it reads all rows of a shop and
-- sorts them, where an index has them in order. All tables made from here on have it like this, and
-- those that grow with the orders.
create or replace function keep_rows_apart(target regclass) returns void language plpgsql as $$
declare
  has text[] := (select array_agg(attname::text) from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped);
  organisation text := '(select nullif(current_setting(''app.organisation'', true), '''')::uuid)';
  everyone text := '(select nullif(current_setting(''app.customers'', true), '''') is null)';
  customers text := '(select nullif(current_setting(''app.customers'', true), ''''))';
  own text;
begin
  own := case
    when target = 'organisation'::regclass then format(
      '(id = %s or id in (select organisation_id from membership))', organisation)
    when target = 'membership'::regclass then format(
      '(organisation_id = %s or user_id = (select nullif(current_setting(''app.user'', true), '''')::uuid))', organisation)
    when target = 'mail'::regclass then 'notification_id in (select id from notification)'
    else format('organisation_id = %s', organisation)
  end;
  own := own || case
    when target = 'customer'::regclass then format(
      ' and (%s or id = any(%s::uuid[]))', everyone, customers)
    when target = 'integration'::regclass or target = 'product'::regclass then format(
      ' and (%s or customer_id = any(%s::uuid[]))', everyone, customers)
    when 'integration_id' = any(has) then format(
      ' and (%s or integration_id is null or integration_id in (select id from integration))', everyone)
    else ''
  end;
  own := format('(select current_setting(''app.rows'', true) = ''all'') or ((select current_setting(''app.rows'', true) = ''own'') and %s)', own);
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('drop policy if exists own_rows on %s', target);
  execute format('create policy own_rows on %s using (%s) with check (%s)', target, own, own);
end $$;
--> statement-breakpoint
alter policy own_rows on order_link using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration)))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration))));
--> statement-breakpoint
alter policy own_rows on order_link_event using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));
--> statement-breakpoint
alter policy own_rows on shipment using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));
--> statement-breakpoint
alter policy own_rows on pull using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration)))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration))));
--> statement-breakpoint
alter policy own_rows on integration_event using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration)))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration))));
--> statement-breakpoint
alter policy own_rows on audit_entry using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));
--> statement-breakpoint
alter policy own_rows on notification using ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration)))) with check ((select current_setting('app.rows', true) = 'all') or ((select current_setting('app.rows', true) = 'own') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.customers', true), '') is null) or integration_id is null or integration_id in (select id from integration))));
