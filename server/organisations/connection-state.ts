import { and, eq, ne, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection as connection } from "@/db/schema/organisation";
import type { ApiError } from "@/server/errors";

/** CartonCloud refused the organisation's credentials: every order of it waits until they are mended. */
export const refusesCredentials = (error: ApiError): boolean =>
  error.kind === "refused" && error.status === 401;

/** Notes that CartonCloud refuses the credentials; writes only where that is news. */
export async function noteRefused(organisationId: string, error: ApiError): Promise<void> {
  await db()
    .update(connection)
    .set({ status: "failed", lastError: error.message, checkedAt: new Date() })
    .where(
      and(
        eq(connection.organisationId, organisationId),
        or(
          ne(connection.status, "failed"),
          sql`${connection.lastError} is distinct from ${error.message}`,
        ),
      ),
    );
}

/** Notes that CartonCloud accepts the credentials again. */
export async function noteAccepted(organisationId: string): Promise<void> {
  await db()
    .update(connection)
    .set({ status: "connected", lastError: null, checkedAt: new Date() })
    .where(and(eq(connection.organisationId, organisationId), eq(connection.status, "failed")));
}
