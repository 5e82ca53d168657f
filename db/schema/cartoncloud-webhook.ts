import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { organisation } from "./organisation";
import { userAccount } from "./people";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Keys that CartonCloud's webhook may carry as `API-Key`; two while one replaces the other. */
export const cartonCloudWebhookKey = pgTable(
  "cartoncloud_webhook_key",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisation.id),
    /** SHA-256 of the key, hex. The key itself is shown once and not kept. */
    keyHash: text("key_hash").notNull(),
    /** Its last four characters, for people who compare. */
    ending: text("ending").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    createdBy: uuid("created_by").references(() => userAccount.id),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [index("cartoncloud_webhook_key_organisation").on(t.organisationId)],
);
