import { and, eq, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection as connection } from "@/db/schema/organisation";
import { ApiError } from "@/server/errors";
import { notify } from "@/server/notifications/notify";

/** CartonCloud refused the organisation's credentials: every order of it waits until they are mended. */
export const refusesCredentials = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.kind === "refused" && error.status === 401;

/** Notes that CartonCloud refuses the credentials, and tells the admins; writes only where that is news. */
export async function noteRefused(organisationId: string, error: ApiError): Promise<void> {
  const now = new Date();
  await db().transaction(async (tx) => {
    const news = await tx
      .update(connection)
      .set({ status: "failed", lastError: error.message, checkedAt: now })
      .where(and(eq(connection.organisationId, organisationId), ne(connection.status, "failed")))
      .returning({ tenantId: connection.tenantId });
    // One that never worked is being set up by the person who reads the answer.
    if (news[0]?.tenantId)
      await notify(tx, {
        organisationId,
        kind: "cartoncloud_lost",
        data: { reason: error.message },
        occurrence: `cartoncloud_lost:${organisationId}:${now.toISOString()}`,
      });
  });
}

/** Notes that CartonCloud accepts the credentials again, and tells the admins. */
export async function noteAccepted(organisationId: string): Promise<void> {
  const now = new Date();
  await db().transaction(async (tx) => {
    const news = await tx
      .update(connection)
      .set({ status: "connected", lastError: null, checkedAt: now })
      .where(and(eq(connection.organisationId, organisationId), eq(connection.status, "failed")))
      .returning({ id: connection.organisationId });
    if (news.length > 0)
      await notify(tx, {
        organisationId,
        kind: "cartoncloud_recovered",
        data: {},
        occurrence: `cartoncloud_recovered:${organisationId}:${now.toISOString()}`,
      });
  });
}
