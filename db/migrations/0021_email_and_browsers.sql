ALTER TABLE "user_session" ADD COLUMN "browser_hash" text;--> statement-breakpoint
ALTER TABLE "user_token" ADD COLUMN "email" text;