import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";
import type { CartonCloudClient } from "@/server/cartoncloud/client";
import { createCartonCloudClient, requestToken } from "@/server/cartoncloud/client";
import { open, seal } from "@/server/crypto";
import { env } from "@/server/env";
import { DomainError } from "@/server/errors";
import { withinLog } from "@/server/log-context";
import { countRefresh } from "@/server/metrics/count-refresh";
import { noteAccepted, noteRefused, refusesCredentials } from "./connection-state";

/** Well-behaved clients renew a token this early, in milliseconds. */
const marginMs = 60_000;

export const sealedAt = (column: string, organisationId: string) =>
  `cartoncloud_connection:${column}:${organisationId}`;

export type CartonCloudRow = typeof cartonCloudConnection.$inferSelect;

/** The host of a region: an organisation chooses from these two and cannot name another. */
const baseUrl = (region: CartonCloudRow["region"]) =>
  region === "north_america" ? "https://api.na.cartoncloud.com" : env().CARTONCLOUD_API_URL;

/** A valid token; made under a row lock, so that all processes share one. */
async function accessToken(
  organisationId: string,
  { spent, known }: { spent?: string; known?: CartonCloudRow | null | undefined },
) {
  const where = eq(cartonCloudConnection.organisationId, organisationId);
  const usable = (row: CartonCloudRow) => {
    const left = (row.accessTokenExpiresAt?.getTime() ?? 0) - Date.now();
    if (!row.accessTokenSealed || left < marginMs) return null;
    const token = open(row.accessTokenSealed, sealedAt("access_token", organisationId));
    return token === spent ? null : token;
  };
  const seen = known ?? (await db().select().from(cartonCloudConnection).where(where))[0];
  if (!seen)
    throw new DomainError(
      "conflict",
      "CartonCloud is not connected. An admin connects it in Organisation settings.",
    );
  const ready = usable(seen);
  if (ready) return { row: seen, token: ready };
  return db().transaction(async (tx) => {
    const [row] = await tx.select().from(cartonCloudConnection).where(where).for("update");
    if (!row) throw new DomainError("conflict", "CartonCloud is not connected.");
    const madeMeanwhile = usable(row);
    if (madeMeanwhile) return { row, token: madeMeanwhile };
    const made = await countRefresh("cartoncloud", refusesCredentials, async () =>
      requestToken({
        baseUrl: baseUrl(row.region),
        clientId: row.clientId,
        clientSecret: open(row.clientSecretSealed, sealedAt("client_secret", organisationId)),
      }),
    );
    await tx
      .update(cartonCloudConnection)
      .set({
        accessTokenSealed: seal(made.accessToken, sealedAt("access_token", organisationId)),
        accessTokenExpiresAt: new Date(Date.now() + made.expiresInSeconds * 1000),
      })
      .where(where);
    return { row, token: made.accessToken };
  });
}

/**
 * Runs calls to CartonCloud for an organisation. A 401 is answered with one new token and one
 * repeat, so `work` makes a single call, or calls that are safe to repeat before its first write.
 * Whether the credentials are accepted is noted on the connection, where people see it. `known` is
 * the connection as read a moment ago.
 * @throws ApiError, DomainError conflict where CartonCloud was never connected
 */
export const withCartonCloud = <T>(
  organisationId: string,
  work: (cartonCloud: CartonCloudClient) => Promise<T>,
  known?: CartonCloudRow | null,
): Promise<T> => withinLog({ organisationId }, () => askCartonCloud(organisationId, work, known));

async function askCartonCloud<T>(
  organisationId: string,
  work: (cartonCloud: CartonCloudClient) => Promise<T>,
  known?: CartonCloudRow | null,
): Promise<T> {
  const run = ({ row, token }: { row: CartonCloudRow; token: string }) =>
    work(
      createCartonCloudClient({
        baseUrl: baseUrl(row.region),
        accessToken: token,
        tenantId: row.tenantId,
      }),
    );
  const attempt = async () => {
    const first = await accessToken(organisationId, { known });
    try {
      return { answer: await run(first), row: first.row };
    } catch (error) {
      if (!refusesCredentials(error)) throw error;
      const second = await accessToken(organisationId, { spent: first.token });
      return { answer: await run(second), row: second.row };
    }
  };
  try {
    const { answer, row } = await attempt();
    // One that has reached its tenant before works again; a first one is for its test to judge.
    if (row.status === "failed" && row.tenantId) await noteAccepted(organisationId);
    return answer;
  } catch (error) {
    if (refusesCredentials(error)) await noteRefused(organisationId, error);
    throw error;
  }
}
