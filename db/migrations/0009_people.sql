CREATE TABLE "account_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"to_name" text NOT NULL,
	"to_email" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"token_sealed" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "attempt_count" (
	"subject" text PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitation_in_organisation" UNIQUE("organisation_id","id")
);
--> statement-breakpoint
CREATE TABLE "invitation_customer" (
	"invitation_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	CONSTRAINT "invitation_customer_invitation_id_customer_id_pk" PRIMARY KEY("invitation_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "user_token" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "user_token_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "totp_secret_sealed" text;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "totp_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "oidc_subject" text;--> statement-breakpoint
ALTER TABLE "user_session" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_user_account_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_customer" ADD CONSTRAINT "invitation_customer_organisation_id_invitation_id_invitation_organisation_id_id_fk" FOREIGN KEY ("organisation_id","invitation_id") REFERENCES "public"."invitation"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_customer" ADD CONSTRAINT "invitation_customer_organisation_id_customer_id_customer_organisation_id_id_fk" FOREIGN KEY ("organisation_id","customer_id") REFERENCES "public"."customer"("organisation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_token" ADD CONSTRAINT "user_token_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_mail_due" ON "account_mail" USING btree ("next_attempt_at") WHERE "account_mail"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "attempt_count_end" ON "attempt_count" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_open" ON "invitation" USING btree ("organisation_id","email") WHERE "invitation"."accepted_at" is null and "invitation"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "user_token_user" ON "user_token" USING btree ("user_id","purpose");--> statement-breakpoint
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_oidc_subject_unique" UNIQUE("oidc_subject");--> statement-breakpoint
-- A disabled user was shut out by the one organisation they had.
UPDATE "membership" m SET "disabled_at" = u."disabled_at" FROM "user_account" u
  WHERE u."id" = m."user_id" AND u."disabled_at" IS NOT NULL;
--> statement-breakpoint
UPDATE "user_account" SET "disabled_at" = NULL WHERE "disabled_at" IS NOT NULL;
--> statement-breakpoint
select keep_rows_apart('public.invitation'::regclass);
--> statement-breakpoint
select keep_rows_apart('public.invitation_customer'::regclass);
--> statement-breakpoint
-- What belongs to a person rather than to an organisation: a request touches that of its own user.
do $$ declare
  whole text := '(select current_setting(''app.rows'', true)) = ''all''';
  mine text := '(select current_setting(''app.rows'', true)) = ''own'' and user_id = (select nullif(current_setting(''app.user'', true), '''')::uuid)';
  target text;
begin
  foreach target in array array['user_token', 'recovery_code', 'account_mail', 'attempt_count'] loop
    execute format('alter table %I enable row level security', target);
    execute format('alter table %I force row level security', target);
  end loop;
  foreach target in array array['user_token', 'recovery_code'] loop
    execute format('create policy own_rows on %I using (%2$s or %3$s) with check (%2$s or %3$s)', target, whole, mine);
  end loop;
  -- A request has mails sent and attempts counted, and reads no mail.
  execute format('create policy own_rows on account_mail using (%s) with check (true)', whole);
  execute 'create policy own_rows on attempt_count using (true) with check (true)';
  -- A person's sessions in all of their organisations, so that they can end them and go from one to another.
  execute 'drop policy own_rows on user_session';
  execute format('create policy own_rows on user_session using (%1$s or %2$s or %3$s) with check (%1$s or %2$s or %3$s)',
    whole, mine, '(select current_setting(''app.rows'', true)) = ''own'' and organisation_id = (select nullif(current_setting(''app.organisation'', true), '''')::uuid)');
end $$;
