import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { db } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { connectRequest, etsyConnection, integration } from "@/db/schema/integration";
import { userAccount } from "@/db/schema/people";
import { recordAudit } from "@/server/audit/record";
import { open, randomToken, seal, sha256 } from "@/server/crypto";
import { DomainError } from "@/server/errors";
import type { EtsyClient } from "@/server/etsy/client";
import type { EtsyTokens } from "@/server/etsy/oauth";
import { beginConsent, exchangeCode, neededScopes } from "@/server/etsy/oauth";
import type { Shop } from "@/server/etsy/wire";
import { notify } from "@/server/notifications/notify";
import type { Scope } from "@/server/people/scope";
import { configurableIntegration, visibleIntegration } from "./access";
import { endsUnused } from "./ageing-connections";
import { sealTokens } from "./connection";
import { etsyClient, etsyOAuth } from "./etsy-app";
import { admittedFetch } from "./etsy-quota";
import { recordIntegrationEvent } from "./record-event";
import { addressesOn, grantedWords, rightsOf } from "./rights";
import type { ConnectOutcome } from "./schema";
import { connectOutcomes } from "./schema";

/** A consent page left open longer than this has lapsed, in milliseconds. */
const consentLifetimeMs = 10 * 60 * 1000;

const verifierPlace = (id: string) => `connect_request:code_verifier:${id}`;

/** Opens a connect request and says where the seller consents. @throws DomainError not_found, not_allowed, conflict */
export async function startConnect(
  scope: Scope,
  integrationId: string,
): Promise<{ authorizeUrl: string }> {
  const row = await configurableIntegration(scope, integrationId);
  if (row.status === "deleted")
    throw new DomainError("conflict", "This integration was deleted. Configure a new one.");
  const id = crypto.randomUUID();
  const state = randomToken();
  const { url, codeVerifier } = await beginConsent(etsyOAuth(), state);
  await db()
    .insert(connectRequest)
    .values({
      id,
      organisationId: row.organisationId,
      integrationId,
      sessionId: scope.sessionId,
      userId: scope.userId,
      stateHash: sha256(state),
      codeVerifierSealed: seal(codeVerifier, verifierPlace(id)),
      expiresAt: new Date(Date.now() + consentLifetimeMs),
    });
  return { authorizeUrl: url };
}

const isOutcome = (text: string | null): text is ConnectOutcome =>
  connectOutcomes.some((outcome) => outcome === text);

/** What the wizard's Authentication step shows while it waits and after. @throws DomainError not_found */
export async function connectState(scope: Scope, integrationId: string) {
  const row = await visibleIntegration(scope, integrationId);
  const [[connection], [last]] = await Promise.all([
    db()
      .select({
        connectedAt: etsyConnection.connectedAt,
        connectedByName: userAccount.name,
        refreshedAt: etsyConnection.refreshedAt,
        scopes: etsyConnection.scopes,
        addressVisible: etsyConnection.addressVisible,
        trackingAllowed: etsyConnection.trackingAllowed,
      })
      .from(etsyConnection)
      .leftJoin(userAccount, eq(userAccount.id, etsyConnection.connectedBy))
      .where(eq(etsyConnection.integrationId, integrationId)),
    db()
      .select()
      .from(connectRequest)
      .where(eq(connectRequest.integrationId, integrationId))
      .orderBy(desc(connectRequest.createdAt))
      .limit(1),
  ]);
  return {
    connection:
      connection && row.status !== "reconnect" && row.etsyShopId
        ? {
            connectedAt: connection.connectedAt,
            connectedByName: connection.connectedByName,
            rights: rightsOf(connection),
            granted: grantedWords(connection.scopes),
            endsUnusedAt: endsUnused(connection.refreshedAt),
            shopName: row.etsyShopName ?? "",
            etsyShopId: row.etsyShopId,
          }
        : null,
    lastOutcome:
      last?.usedAt && isOutcome(last.outcome)
        ? { outcome: last.outcome, detail: last.detail, at: last.usedAt }
        : null,
  };
}

export type ConnectEnd = {
  outcome: ConnectOutcome;
  integrationId: string | null;
  shopName: string | null;
};

type ConnectRequestRow = typeof connectRequest.$inferSelect;

async function end(
  request: ConnectRequestRow,
  outcome: ConnectOutcome,
  detail: string | null = null,
): Promise<ConnectEnd> {
  await db()
    .update(connectRequest)
    .set({ outcome, detail })
    .where(eq(connectRequest.id, request.id));
  return { outcome, integrationId: request.integrationId, shopName: detail };
}

/**
 * Ends a connect request with what Etsy's redirect brought. Never throws for what a seller, a stale
 * tab or Etsy can do: each has its outcome. `sessionId` is that of the browser that came back.
 */
export async function finishConnect(
  scope: Scope,
  back: { state: string | null; code: string | null; error: string | null },
): Promise<ConnectEnd> {
  const [request] = await db()
    .update(connectRequest)
    .set({ usedAt: new Date() })
    .where(
      and(eq(connectRequest.stateHash, sha256(back.state ?? "")), isNull(connectRequest.usedAt)),
    )
    .returning();
  if (!request) {
    const [old] = await db()
      .select({ integrationId: connectRequest.integrationId, sessionId: connectRequest.sessionId })
      .from(connectRequest)
      .where(eq(connectRequest.stateHash, sha256(back.state ?? "")));
    const own = old?.sessionId === scope.sessionId ? old.integrationId : null;
    return { outcome: old ? "used" : "expired", integrationId: own, shopName: null };
  }
  if (request.sessionId !== scope.sessionId) {
    await end(request, "other_session");
    return { outcome: "other_session", integrationId: null, shopName: null };
  }
  if (request.expiresAt < new Date()) return end(request, "expired");
  if (back.error || !back.code)
    return end(request, back.error === "access_denied" ? "denied" : "etsy_refused");

  let granted: Granted<Shop | null>;
  try {
    const verifier = open(request.codeVerifierSealed, verifierPlace(request.id));
    const tokens = await exchangeCode(etsyOAuth(), back.code, verifier);
    const etsy = etsyClient(tokens.accessToken, admittedFetch(request.integrationId, "person"));
    const [scopes, me] = await Promise.all([etsy.getScopes(), etsy.getMe()]);
    const shop = me.shopId ? await etsy.getShop(me.shopId) : null;
    const readable = shop && scopes.includes("transactions_r");
    const addressVisible = readable ? await seesAddresses(etsy, shop.shopId) : "unknown";
    granted = { tokens, userId: me.userId, scopes, shop, addressVisible };
  } catch (error) {
    const passing = error instanceof Error && "passing" in error && error.passing === true;
    return end(request, passing ? "etsy_unavailable" : "etsy_refused");
  }
  const { shop, scopes } = granted;
  if (!shop) return end(request, "no_shop");
  if (neededScopes.some((needed) => !scopes.includes(needed)))
    return end(request, "missing_rights");
  const outcome = await db()
    .transaction((tx) => saveConnection(tx, scope, request, { ...granted, shop }))
    .catch((error: unknown) => {
      // Two organisations connected the same shop at the same moment: the index let one through.
      if (isUniqueViolation(error)) return "shop_taken" as const;
      throw error;
    });
  return end(request, outcome, outcome === "connected" ? shop.shopName : null);
}

type Granted<S> = {
  tokens: EtsyTokens;
  userId: number;
  scopes: string[];
  shop: S;
  addressVisible: "unknown" | "yes" | "no";
};

/** Etsy withholds addresses from some apps and sellers; a few of the shop's receipts tell. */
async function seesAddresses(etsy: EtsyClient, shopId: number) {
  const { receipts } = await etsy.getReceipts(shopId, { sortOn: "created", limit: 5, offset: 0 });
  return addressesOn(receipts);
}

async function saveConnection(
  tx: Transaction,
  scope: Scope,
  request: ConnectRequestRow,
  granted: Granted<Shop>,
): Promise<ConnectOutcome> {
  const { shop } = granted;
  const [row] = await tx
    .select()
    .from(integration)
    .where(eq(integration.id, request.integrationId))
    .for("update");
  if (!row || row.status === "deleted") return "expired";
  // A draft may change its mind; an integration with history stays with its shop.
  if (row.etsyShopId && row.etsyShopId !== shop.shopId && row.status !== "draft")
    return "different_shop";
  const [elsewhere] = await tx
    .select({ id: integration.id })
    .from(integration)
    .where(
      and(
        eq(integration.etsyShopId, shop.shopId),
        ne(integration.status, "deleted"),
        ne(integration.id, row.id),
      ),
    );
  if (elsewhere) return "shop_taken";
  const sameShop = row.etsyShopId === shop.shopId;
  const values = {
    organisationId: row.organisationId,
    etsyUserId: granted.userId,
    ...sealTokens(row.id, granted.tokens),
    scopes: granted.scopes,
    // What an earlier connection to this shop has shown stays, where this one shows nothing.
    ...(sameShop && granted.addressVisible === "unknown"
      ? {}
      : { addressVisible: granted.addressVisible }),
    ...(sameShop ? {} : { trackingAllowed: "unknown" as const }),
    refreshedAt: new Date(),
    connectedBy: scope.userId,
    connectedAt: new Date(),
  };
  await tx
    .insert(etsyConnection)
    .values({ integrationId: row.id, ...values })
    .onConflictDoUpdate({
      target: etsyConnection.integrationId,
      // Whoever still holds the tokens of before can tell that they are not these.
      set: { ...values, generation: sql`${etsyConnection.generation} + 1` },
    });
  const recovered = row.status === "reconnect";
  await tx
    .update(integration)
    .set({
      etsyShopId: shop.shopId,
      etsyShopName: shop.shopName,
      etsyShopCountry: shop.countryIso,
      ...(recovered
        ? {
            status: "active" as const,
            statusDetail: null,
            nextPullAt: new Date(),
            catchUpSince: new Date(),
          }
        : {}),
    })
    .where(eq(integration.id, row.id));
  await recordIntegrationEvent(tx, {
    organisationId: row.organisationId,
    integrationId: row.id,
    userId: scope.userId,
    kind: recovered ? "reconnected" : "connected",
    data: { shopName: shop.shopName, etsyShopId: shop.shopId },
  });
  if (recovered)
    await notify(tx, {
      organisationId: row.organisationId,
      integrationId: row.id,
      kind: "connection_recovered",
      data: {},
      occurrence: `connection_recovered:${row.id}:${values.connectedAt.toISOString()}`,
    });
  await recordAudit(tx, scope, {
    action: recovered ? "integration.reconnected" : "integration.connected",
    subjectType: "integration",
    subjectId: row.id,
    customerId: row.customerId,
    after: { etsyShopId: shop.shopId, shopName: shop.shopName },
  });
  return "connected";
}
