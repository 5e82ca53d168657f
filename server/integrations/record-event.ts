import type { Queryable } from "@/db/client";
import { integrationEvent } from "@/db/schema/integration";

/** Adds to the history of an integration; call it with the transaction of what happened. */
export async function recordIntegrationEvent(
  tx: Queryable,
  event: {
    organisationId: string;
    integrationId: string;
    userId?: string | null;
    kind: string;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  await tx.insert(integrationEvent).values({
    organisationId: event.organisationId,
    integrationId: event.integrationId,
    userId: event.userId ?? null,
    kind: event.kind,
    data: event.data ?? {},
  });
}
