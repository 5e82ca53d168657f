CREATE TABLE "mail_refusal" (
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"refused_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_refusal_user_id_organisation_id_kind_pk" PRIMARY KEY("user_id","organisation_id","kind")
);
--> statement-breakpoint
ALTER TABLE "mail_refusal" ADD CONSTRAINT "mail_refusal_user_id_organisation_id_membership_user_id_organisation_id_fk" FOREIGN KEY ("user_id","organisation_id") REFERENCES "public"."membership"("user_id","organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
select keep_rows_apart('public.mail_refusal'::regclass);
