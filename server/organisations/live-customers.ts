import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { integration } from "@/db/schema/integration";

/** Customers with an active integration, with their organisation: whose catalogue is kept fresh. */
export const liveCustomers = (): Promise<{ organisationId: string; customerId: string }[]> =>
  db()
    .selectDistinct({
      organisationId: integration.organisationId,
      customerId: integration.customerId,
    })
    .from(integration)
    .where(eq(integration.status, "active"));
