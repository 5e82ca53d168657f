-- The role that the product runs as: it may read and write rows, and owns nothing, so that row
-- security binds it. Roles belong to the whole server: another database, or a server's keeper whose
-- database login may not make roles, may have made and granted it before.
do $$ begin
  if to_regrole('self_managed_integrations') is null then
    create role self_managed_integrations nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
--> statement-breakpoint
do $$ begin
  if not pg_has_role(current_user, 'self_managed_integrations',
    case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) then
    grant self_managed_integrations to current_user;
  end if;
end $$;
--> statement-breakpoint
grant usage on schema public to self_managed_integrations;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to self_managed_integrations;
--> statement-breakpoint
grant usage, select on all sequences in schema public to self_managed_integrations;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to self_managed_integrations;
--> statement-breakpoint
alter default privileges in schema public grant usage, select on sequences to self_managed_integrations;
--> statement-breakpoint
-- Turns row security on for one table. A query sees nothing until its connection or transaction
-- says app.rows: 'all' (jobs, webhooks, sign-in) or 'own' (a request, with app.organisation,
-- app.user, and app.customers: empty for all customers, else those of a customer user).
create function keep_rows_apart(target regclass) returns void language plpgsql as $$
declare
  has text[] := (select array_agg(attname::text) from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped);
  organisation text := '(select nullif(current_setting(''app.organisation'', true), '''')::uuid)';
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
      ' and (%1$s is null or id = any(%1$s::uuid[]))', customers)
    when target = 'integration'::regclass or target = 'product'::regclass then format(
      ' and (%1$s is null or customer_id = any(%1$s::uuid[]))', customers)
    when 'integration_id' = any(has) then format(
      ' and (%s is null or integration_id is null or integration_id in (select id from integration))', customers)
    else ''
  end;
  own := format('(select current_setting(''app.rows'', true)) = ''all'' or ((select current_setting(''app.rows'', true)) = ''own'' and %s)', own);
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('drop policy if exists own_rows on %s', target);
  execute format('create policy own_rows on %s using (%s) with check (%s)', target, own, own);
end $$;
--> statement-breakpoint
select keep_rows_apart(format('public.%I', table_name)::regclass)
from information_schema.columns
where table_schema = 'public' and column_name = 'organisation_id'
union all
select keep_rows_apart('public.organisation'::regclass)
union all
select keep_rows_apart('public.mail'::regclass);
