import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";
import type { notification } from "@/db/schema/notification";
import { customer, organisation } from "@/db/schema/organisation";
import type { About } from "./mail-words";

/** Names of what a notification is about, as they are now. @throws Error when the organisation is gone. */
export async function readAbout(notice: typeof notification.$inferSelect): Promise<About> {
  const [home] = await db()
    .select({ organisationName: organisation.name, timeZone: organisation.timeZone })
    .from(organisation)
    .where(eq(organisation.id, notice.organisationId));
  if (!home) throw new Error("The organisation of this notification is gone.");
  const [about] = notice.integrationId
    ? await db()
        .select({
          id: integration.id,
          name: integration.name,
          shopName: integration.etsyShopName,
          customerName: customer.name,
        })
        .from(integration)
        .innerJoin(customer, eq(customer.id, integration.customerId))
        .where(eq(integration.id, notice.integrationId))
    : [];
  return { ...home, at: notice.createdAt, integration: about ?? null };
}
