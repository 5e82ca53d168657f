import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { etsyConnection, integration } from "@/db/schema/integration";
import { open, seal } from "@/server/crypto";
import { ApiError } from "@/server/errors";
import type { EtsyClient } from "@/server/etsy/client";
import type { EtsyTokens } from "@/server/etsy/oauth";
import { isRevoked, refreshTokens } from "@/server/etsy/oauth";
import { failpoint } from "@/server/failpoint";
import { withinLog } from "@/server/log-context";
import { countRefresh } from "@/server/metrics/count-refresh";
import { notify } from "@/server/notifications/notify";
import type { EtsyPurpose } from "./admit-etsy-call";
import { etsyClient, etsyOAuth } from "./etsy-app";
import { meteredFetch, takeEtsyTurn } from "./etsy-quota";
import { recordIntegrationEvent } from "./record-event";

/** A token is refreshed when it has less than this left, in milliseconds: longer than any one call takes. */
const marginMs = 60_000;

const place = (column: string, integrationId: string) =>
  `etsy_connection:${column}:${integrationId}`;

/** The sealed columns of a token pair. */
export function sealTokens(integrationId: string, tokens: EtsyTokens) {
  return {
    accessTokenSealed: seal(tokens.accessToken, place("access_token", integrationId)),
    refreshTokenSealed: seal(tokens.refreshToken, place("refresh_token", integrationId)),
    accessTokenExpiresAt: new Date(Date.now() + tokens.expiresInSeconds * 1000),
  };
}

/** Thrown when Etsy no longer accepts the connection: a person must press "Connect" again. */
export class ReconnectNeeded extends Error {
  override readonly name = "ReconnectNeeded";
  constructor(readonly integrationId: string) {
    super("Etsy no longer accepts the connection of this shop. Connect it again.");
  }
}

type ConnectionRow = typeof etsyConnection.$inferSelect;

/**
 * Etsy refused these tokens for good. Locks the integration before its connection, as everything
 * does that writes both. Does nothing where a person has connected the shop again meanwhile.
 */
async function markReconnect(tx: Transaction, row: ConnectionRow): Promise<void> {
  const [live] = await tx
    .select({ status: integration.status })
    .from(integration)
    .where(eq(integration.id, row.integrationId))
    .for("no key update");
  const [connection] = await tx
    .select({ generation: etsyConnection.generation })
    .from(etsyConnection)
    .where(eq(etsyConnection.integrationId, row.integrationId))
    .for("update");
  // A paused one stays paused: it finds out again when it is resumed.
  if (live?.status !== "active" || connection?.generation !== row.generation) return;
  await tx
    .update(integration)
    .set({
      status: "reconnect",
      statusDetail:
        "Etsy withdrew the connection: the seller removed the app or changed the password.",
      nextPullAt: null,
    })
    .where(eq(integration.id, row.integrationId));
  await recordIntegrationEvent(tx, { ...row, kind: "reconnect.needed" });
  await notify(tx, {
    ...row,
    kind: "connection_lost",
    data: {},
    occurrence: `connection_lost:${row.integrationId}:${new Date().toISOString()}`,
  });
}

/**
 * A valid access token. Refreshes under a row lock, so that of all processes one asks Etsy and the
 * rest read what it saved: Etsy's refresh tokens rotate. `spent` is a token that Etsy just refused.
 * @throws ReconnectNeeded, ApiError (anything else keeps the tokens)
 */
async function accessToken(integrationId: string, spent?: string): Promise<string> {
  const usable = (row: ConnectionRow) => {
    if (row.accessTokenExpiresAt.getTime() - Date.now() < marginMs) return null;
    const token = open(row.accessTokenSealed, place("access_token", integrationId));
    return token === spent ? null : token;
  };
  const where = eq(etsyConnection.integrationId, integrationId);
  const [seen] = await db().select().from(etsyConnection).where(where);
  if (!seen) throw new ReconnectNeeded(integrationId);
  const ready = usable(seen);
  if (ready) return ready;

  const result = await db().transaction(
    async (tx): Promise<string | { revoked: ConnectionRow }> => {
      const [row] = await tx.select().from(etsyConnection).where(where).for("update");
      if (!row) throw new ReconnectNeeded(integrationId);
      const refreshedMeanwhile = usable(row);
      if (refreshedMeanwhile) return refreshedMeanwhile;
      if (FAILPOINTS) failpoint("token.refreshed.before");
      try {
        const tokens = await countRefresh("etsy", isRevoked, async () =>
          refreshTokens(
            etsyOAuth(),
            open(row.refreshTokenSealed, place("refresh_token", integrationId)),
          ),
        );
        if (FAILPOINTS) failpoint("token.refreshed.after");
        await tx
          .update(etsyConnection)
          .set({
            ...sealTokens(integrationId, tokens),
            generation: row.generation + 1,
            refreshedAt: new Date(),
          })
          .where(where);
        if (FAILPOINTS) failpoint("token.saved.before");
        return tokens.accessToken;
      } catch (error) {
        if (!isRevoked(error)) throw error;
        return { revoked: row };
      }
    },
  );
  if (typeof result !== "string") {
    await inTransaction((tx) => markReconnect(tx, result.revoked));
    throw new ReconnectNeeded(integrationId);
  }
  if (FAILPOINTS) failpoint("token.saved.after");
  return result;
}

const isExpired = (error: unknown) =>
  error instanceof ApiError &&
  error.kind === "refused" &&
  (error.status === 401 || (error.status === 403 && /invalid_token|expired/i.test(error.message)));

/**
 * Runs calls to Etsy for an integration with a token that is valid; refreshes and repeats once when
 * Etsy says that it expired. `work` makes one call, and is safe to run twice up to it. The app's
 * quota is shared: a call may have to wait, or be refused as a 429 before Etsy is asked.
 * @throws ReconnectNeeded, ApiError
 */
export const withEtsy = <T>(
  integrationId: string,
  work: (etsy: EtsyClient) => Promise<T>,
  purpose: EtsyPurpose = "reading",
): Promise<T> => withinLog({ integrationId }, () => askEtsy(integrationId, work, purpose));

async function askEtsy<T>(
  integrationId: string,
  work: (etsy: EtsyClient) => Promise<T>,
  purpose: EtsyPurpose,
): Promise<T> {
  const run = async (token: string) => {
    await takeEtsyTurn(integrationId, purpose);
    return work(etsyClient(token, meteredFetch(integrationId)));
  };
  const token = await accessToken(integrationId);
  try {
    return await run(token);
  } catch (error) {
    if (!isExpired(error)) throw error;
    return run(await accessToken(integrationId, token));
  }
}

/** Refreshes a connection whose tokens have not been used for long: refresh tokens end after 90 days. */
export async function refreshConnection(integrationId: string): Promise<void> {
  await withEtsy(integrationId, (etsy) => etsy.getMe());
}
