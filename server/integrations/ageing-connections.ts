import { and, eq, inArray, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { etsyConnection, integration } from "@/db/schema/integration";

const dayMs = 86_400_000;

/** When a connection ends unless it is used before: 90 days after its tokens were renewed. */
export const endsUnused = (refreshedAt: Date): Date => new Date(+refreshedAt + 90 * dayMs);

/** Integrations whose tokens were not refreshed for a week: refresh tokens end after 90 days unused. */
export async function ageingConnections(now: Date): Promise<string[]> {
  const rows = await db()
    .select({ id: etsyConnection.integrationId })
    .from(etsyConnection)
    .innerJoin(integration, eq(integration.id, etsyConnection.integrationId))
    .where(
      and(
        inArray(integration.status, ["draft", "active", "paused"]),
        lt(etsyConnection.refreshedAt, new Date(+now - 7 * dayMs)),
      ),
    )
    .limit(200);
  return rows.map(({ id }) => id);
}
